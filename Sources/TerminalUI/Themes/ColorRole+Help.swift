extension ColorRole {
  /// What the role is for, as the theme files say it.
  var help: String {
    switch self {
    case .background: "The screen's ground."
    case .text: "Ordinary text."
    case .dim: "Less important text: units, hints, axis labels."
    case .border: "Panel borders and rules."
    case .title: "Panel titles and the program's name."
    case .accent: "What attracts the eye: keys in the footer, the value under the cursor."
    case .selection: "The ground of the selected row."
    case .good: "A running session."
    case .warning: "A pause, a refused value."
    case .error: "A failure."
    case .mark: "Marks of commands on the time axis."
    case .aligned: "Heatmap: the gradient keeps its direction, cos above the bound."
    case .random: "Heatmap: cos within the bound. Quiet, since most cells may be of this kind."
    case .opposed: "Heatmap: the gradient turns around, cos below minus the bound."
    case .undefined: "Heatmap: there is no cosine, for instance at the first step."
    case .curve: "Curves."
    case .band: "The band of the bound around zero, and zero lines."
    }
  }
}
