extension SVGElement {
  /// Where a text's point lies in it.
  public enum Anchor: String, Sendable {
    /// At its beginning.
    case start
    /// In its middle.
    case middle
    /// At its end.
    case end
  }

  /// Elements under a name, which programs that edit drawings show.
  static func group(_ id: String, _ elements: [SVGElement], crisp: Bool = false) -> SVGElement {
    SVGElement(
      "g", ["id": id, "shape-rendering": crisp ? "crispEdges" : nil], content: .elements(elements))
  }

  /// A rectangle.
  static func rectangle(
    _ frame: Frame, fill: FigureColor?, stroke: FigureColor? = nil
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        "x": decimal(frame.x), "y": decimal(frame.y), "width": decimal(frame.width),
        "height": decimal(frame.height), "fill": fill?.hex ?? "none", "stroke": stroke?.hex,
        "stroke-width": stroke == nil ? nil : "0.5",
      ])
  }

  /// A straight line.
  static func line(
    from a: Point, to b: Point, _ color: FigureColor, width: Double = 0.5, dashes: String? = nil
  ) -> SVGElement {
    SVGElement(
      "line",
      [
        "x1": decimal(a.x), "y1": decimal(a.y), "x2": decimal(b.x), "y2": decimal(b.y),
        "stroke": color.hex, "stroke-width": decimal(width), "stroke-dasharray": dashes,
      ])
  }

  /// A filled outline, opaque unless said otherwise.
  static func area(_ path: PathData, fill: FigureColor, opacity: Double? = nil) -> SVGElement {
    SVGElement("path", ["d": path.text, "fill": fill.hex, "fill-opacity": opacity.map(decimal)])
  }

  /// A stroked line of many points.
  static func curve(_ path: PathData, _ color: FigureColor, width: Double, title: String? = nil) -> SVGElement
  {
    SVGElement(
      "path",
      [
        "d": path.text, "fill": "none", "stroke": color.hex, "stroke-width": decimal(width),
        "stroke-linejoin": "round",
      ], content: .elements(title.map { [SVGElement("title", [:], content: .text($0))] } ?? []))
  }

  /// Text as text, so that it can be edited and searched; the point lies on its baseline.
  static func label(
    _ text: String, at point: Point, size: Double, _ color: FigureColor, anchor: Anchor = .start,
    turned: Bool = false, bold: Bool = false
  ) -> SVGElement {
    SVGElement(
      "text",
      [
        "x": decimal(point.x), "y": decimal(point.y), "font-size": decimal(size), "fill": color.hex,
        "text-anchor": anchor == .start ? nil : anchor.rawValue, "font-weight": bold ? "bold" : nil,
        "transform": turned ? "rotate(-90 \(decimal(point.x)) \(decimal(point.y)))" : nil,
      ], content: .text(text))
  }
}

/// A number with at most two decimals, the same on every machine; a hundredth of a point is finer than any printer.
func decimal(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { preconditionFailure("a figure has no place at \(value)") }
  let hundredths = Int((value * 100).rounded())
  let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
