import TerminalUI

extension DashboardState {
  /// Draws the whole screen.
  ///
  /// The work is bounded by the number of cells, whatever the length of the run.
  public func view() -> Buffer {
    var buffer = Buffer(width: width, height: height)
    if ScreenLayout.fits(width: width, height: height) {
      draw(into: &buffer)
    } else {
      let times = Signs(capabilities).times
      let least = ScreenLayout.minimum
      let text = "layertop needs \(least.width) \(times) \(least.height); this is \(width) \(times) \(height)"
      let lines = text.wrapped(to: width)
      let top = max(0, height - lines.count) / 2
      for (row, line) in lines.enumerated() {
        buffer.put(line, in: buffer.bounds, row: top + row, alignment: .center)
      }
    }
    if !capabilities.unicode { buffer.replaceNonASCII() }
    return buffer
  }

  private func draw(into buffer: inout Buffer) {
    HeaderPanel(state: self).draw(into: &buffer)
    FooterPanel(state: self).draw(into: &buffer)
    if let rowSet, let layout = InspectorLayout(self) {
      InspectorScreen(state: self, rows: rowSet, layout: layout).draw(into: &buffer)
    } else if let rowSet, let layout = ScreenLayout(self) {
      HeatmapPanel(state: self, rows: rowSet, layout: layout).draw(into: &buffer)
      if let rect = layout.sidebar { SidebarPanel(state: self).draw(in: rect, of: &buffer) }
      if let rect = layout.status { StatusLine(state: self).draw(in: rect, of: &buffer) }
      if let rect = layout.curve {
        LayerCurve(state: self, rows: rowSet, columns: layout.cells.x..<layout.cells.maxX)
          .draw(in: rect, of: &buffer)
      }
      if let rect = layout.loss { LossStrip(state: self).draw(in: rect, of: &buffer) }
      drawEnlarged(rowSet, layout, into: &buffer)
    } else if finished == nil {
      let text = "preparing \(configuration.network.title) \(Signs(capabilities).ellipsis)"
      buffer.put(text, in: buffer.bounds, row: height / 2, alignment: .center, style: Style(.dim))
    }
    if case .failed(let sentence) = activity, !isFailureDismissed {
      FailureBox(state: self, sentence: sentence).draw(into: &buffer)
    }
    if let divergence, !isDivergenceDismissed {
      DivergenceBox(state: self, divergence: divergence).draw(into: &buffer)
    }
    if controls.isSidebarFocused { ControlList(state: self).draw(in: controlsRect, of: &buffer) }
    if let chooser { OptimizerBox(state: self, chooser: chooser).draw(into: &buffer) }
    if controls.isLogOpen { LogBox(state: self).draw(into: &buffer) }
    if let palette = controls.palette { PaletteBox(state: self, palette: palette).draw(into: &buffer) }
    if controls.isAsking { QuestionBox(state: self).draw(into: &buffer) }
    if let list = controls.list { ListBox(state: self, list: list).draw(into: &buffer) }
    if isHelpOpen { HelpScreen(state: self).draw(into: &buffer) }
  }

  /// The panel that has the whole screen, over the others; the heatmap has it by the layout, the controls by their
  /// own.
  private func drawEnlarged(_ rows: RowSet, _ layout: ScreenLayout, into buffer: inout Buffer) {
    let whole = body
    switch controls.enlarged {
    case .curve:
      buffer.fill(whole, with: .blank)
      LayerCurve(state: self, rows: rows, columns: layout.cells.x..<layout.cells.maxX)
        .draw(in: whole, of: &buffer)
    case .loss:
      buffer.fill(whole, with: .blank)
      LossStrip(state: self).draw(in: whole, of: &buffer)
    case .heatmap, .controls, nil: break
    }
  }
}

extension Buffer {
  /// Text from elsewhere, such as a data set's name, may hold what the terminal cannot show.
  fileprivate mutating func replaceNonASCII() {
    for y in 0..<height {
      for x in 0..<width {
        let glyph = self[x, y].glyph
        if glyph == Cell.continuation {
          self[x, y].glyph = " "
        } else if !glyph.isASCII {
          self[x, y].glyph = glyph.asciiFallback
        }
      }
    }
  }
}
