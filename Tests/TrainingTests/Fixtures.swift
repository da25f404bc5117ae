import Foundation

/// Reads a fixture, see `Fixtures/make_fixtures.py`.
func fixture<Value: Decodable>(_ name: String) throws -> Value {
  guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json") else {
    throw CocoaError(.fileNoSuchFile)
  }
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  return try decoder.decode(Value.self, from: Data(contentsOf: url))
}
