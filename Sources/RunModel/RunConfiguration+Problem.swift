extension RunConfiguration {
  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    guard (1...4096).contains(batchSize) else {
      return "the batch size is \(batchSize); it must lie between 1 and 4096"
    }
    guard (1...256).contains(threads) else {
      return "the number of threads is \(threads); it must lie between 1 and 256"
    }
    guard channels == 1 || channels == 3 else {
      return "the number of channels is \(channels); it must be 1 or 3"
    }
    return network.problem ?? optimizer.problem ?? recorded.problem
  }
}

extension RecordedQuantities {
  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    guard (0..<1).contains(beta) else {
      return "the mean's beta is \(beta); it must lie between 0 and 1, 1 not included"
    }
    if let control, !(2...100_000_000).contains(control) {
      return "the control row has \(control) numbers; it must have between 2 and 100000000"
    }
    return nil
  }
}
