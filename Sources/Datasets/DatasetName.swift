/// The data sets' names on the command line.
public enum DatasetName: String, CaseIterable, Sendable, Codable {
  /// CIFAR-10 where it is found, else Fashion-MNIST, else the synthetic set.
  case auto
  /// 60,000 colour photographs of ten kinds of things (Krizhevsky 2009).
  case cifar10
  /// 60,000 colour photographs of a hundred kinds of things (Krizhevsky 2009).
  case cifar100
  /// 70,000 grey pictures of handwritten digits (LeCun, Cortes and Burges 1998).
  case mnist
  /// 70,000 grey pictures of ten kinds of clothes (Xiao, Rasul and Vollgraf 2017).
  case fashionMNIST = "fashion-mnist"
  /// Ten kinds of drawn shapes, made from a seed.
  case synthetic
}

/// Which images of a data set.
public enum DatasetSplit: String, CaseIterable, Sendable, Codable {
  /// Those to train on.
  case training
  /// Those held back.
  case test
}
