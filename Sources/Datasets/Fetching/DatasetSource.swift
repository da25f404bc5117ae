/// Where a data set is published, and what becomes of its files.
struct DatasetSource: Sendable {
  /// How the downloaded files hold the data set's.
  enum Packing: Sendable {
    /// They are the data set's files.
    case none
    /// There is one, an archive with these files, among others that are left out.
    case archive([Member])
  }

  /// A file inside an archive, in whatever folder.
  struct Member: Equatable, Sendable {
    var name: String
    var bytes: Int
  }

  /// The name as written in papers.
  var title: String
  /// The images of the whole set that are there to train on.
  var trainingImages: Int
  /// The folder inside the data folder that it goes to.
  var folder: String
  var files: [RemoteFile]
  var packing: Packing

  /// The bytes to download.
  var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

  /// Where a file is kept while it is downloaded.
  func partPath(_ file: RemoteFile, dataDirectory: String) -> String {
    // Files that are not named after their set get its folder's name in front.
    let name = if case .none = packing { "\(folder)-\(file.name)" } else { file.name }
    return path(dataDirectory, name + ".part")
  }

  /// The same from another server: the files lie in one folder there.
  func mirrored(at folder: String) -> DatasetSource {
    var source = self
    source.files = files.map { $0.mirrored(at: folder) }
    return source
  }

  /// The official source of a set; nil where layertop knows none.
  static func official(_ name: DatasetName) -> DatasetSource? {
    switch name {
    case .cifar10: cifar10
    case .cifar100: cifar100
    case .mnist: mnist
    case .auto, .fashionMNIST, .synthetic: nil
    }
  }

  /// Address and checksum: https://www.cs.toronto.edu/~kriz/cifar.html.
  private static let cifar10 = DatasetSource(
    title: "CIFAR-10", trainingImages: 50_000, folder: "cifar-10-batches-bin",
    files: [
      RemoteFile(
        address: "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", bytes: 170_052_171,
        md5: "c32a1d4ab5d03f1284b67883e8d87530")
    ],
    packing: .archive(
      ((1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]).map {
        Member(name: $0, bytes: 30_730_000)
      }))

  /// Address and checksum: the same page.
  private static let cifar100 = DatasetSource(
    title: "CIFAR-100", trainingImages: 50_000, folder: "cifar-100-binary",
    files: [
      RemoteFile(
        address: "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz", bytes: 168_513_733,
        md5: "03b5dce01913d631647c71ecec9e9cb8")
    ],
    packing: .archive([
      Member(name: "train.bin", bytes: 153_700_000), Member(name: "test.bin", bytes: 30_740_000),
    ]))

  /// Address and checksums are those that torchvision uses.
  private static let mnist = DatasetSource(
    title: "MNIST", trainingImages: 60_000, folder: "mnist",
    files: [
      ("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
      ("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
      ("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
      ("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
    ].map { name, bytes, md5 in
      RemoteFile(
        address: "https://ossci-datasets.s3.amazonaws.com/mnist/" + name, bytes: bytes, md5: md5)
    },
    packing: .none)
}
