extension DashboardState {
  /// What the title of the terminal's window says: what runs, and how it is.
  public var title: String {
    let word =
      switch activity {
      case .preparing: "preparing"
      case .training, .resuming: "training"
      case .pausing, .paused: "paused"
      case .completed: "finished"
      case .stopped: "stopped"
      case .failed: "failed"
      case .replaying: "recorded"
      }
    return "layertop \(configuration.network.title), \(word)"
  }
}
