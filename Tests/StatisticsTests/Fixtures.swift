import Foundation

/// Decodes the fixture with that name, made by `Fixtures/make_fixtures.py`.
func fixture<Value: Decodable>(_ name: String) throws -> Value {
  let url = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")!
  return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
}
