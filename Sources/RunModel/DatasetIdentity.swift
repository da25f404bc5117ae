/// Which images a run is trained on, to be known again when the run goes on or is re-executed.
public struct DatasetIdentity: Equatable, Hashable, Sendable, Codable {
  /// The name on the command line, such as `cifar10`.
  public var name: String
  /// The MD5 checksum of the training images and their labels, in order, in hexadecimal digits.
  public var digest: String

  /// Makes an identity.
  public init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }
}
