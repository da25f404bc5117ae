import Foundation

/// The tables and views of a recording. Other programs read the views, layertop reads the tables; `.schema` in the
/// `sqlite3` shell shows both with their comments.
enum RunSchema {
  /// `ltop`, in SQLite's header: says whose file this is.
  static let applicationID: Int32 = 0x6C74_6F70
  /// The version of what is below; kept in SQLite's `user_version`.
  static let version = 1

  /// The statement that makes each table.
  static let tables: [(name: String, sql: String)] = tableText.components(separatedBy: ";\n").map { sql in
    (name: String(sql.split(separator: " ")[2]), sql: sql)
  }

  /// A statement without its comments, which later versions may change, and without what they leave behind.
  static func withoutComments(_ sql: String) -> String {
    sql.replacing(/--[^\n]*/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The statements that make the views.
  static let views: [String] = viewText.components(separatedBy: ";\n") + [cells, tensorCells]

  private static let tableText = """
    CREATE TABLE run (
      -- The run: one row.
      name TEXT NOT NULL,
      time REAL NOT NULL,  -- in all tables: seconds since 1970, UTC
      network TEXT NOT NULL, dataset TEXT NOT NULL, images INTEGER NOT NULL, steps_per_epoch INTEGER NOT NULL,
      optimizer TEXT NOT NULL, learning_rate REAL NOT NULL, batch_size INTEGER NOT NULL, seed TEXT NOT NULL,
      threads INTEGER NOT NULL, precision TEXT NOT NULL,
      parent TEXT, parent_step INTEGER,  -- the run that this one branched off, and after which step
      description TEXT NOT NULL  -- all of it, as JSON
    );
    CREATE TABLE session (
      -- A program that trained the run, from its beginning or from where another had come.
      session INTEGER PRIMARY KEY, time REAL NOT NULL,
      after_step INTEGER NOT NULL,  -- steps done before
      processor TEXT NOT NULL, cores INTEGER NOT NULL, memory INTEGER NOT NULL, system TEXT NOT NULL,
      versions TEXT NOT NULL,  -- of programs and libraries, as JSON
      ended REAL,  -- NULL, as outcome, while it trains or if it was killed
      outcome TEXT,  -- completed, stopped or failed
      failure TEXT  -- why it failed
    );
    CREATE TABLE layer (
      layer INTEGER PRIMARY KEY,  -- from 0 at the input
      name TEXT NOT NULL, parameters INTEGER NOT NULL,
      bound REAL NOT NULL  -- the paper's, √(ln n / n) for n parameters
    );
    CREATE TABLE tensor (
      tensor INTEGER PRIMARY KEY,  -- from 0 at the input
      layer INTEGER NOT NULL, name TEXT NOT NULL, shape TEXT NOT NULL, parameters INTEGER NOT NULL,
      bound REAL NOT NULL,
      control INTEGER NOT NULL  -- 1: no part of the network but Gaussian noise
    );
    CREATE TABLE step (
      step INTEGER PRIMARY KEY,  -- from 1
      epoch INTEGER NOT NULL,  -- from 1
      loss REAL, accuracy REAL, learning_rate REAL,
      seconds REAL,  -- that it took
      time REAL NOT NULL
    );
    CREATE TABLE cell (
      -- Sums over a tensor's parameters: g is the gradient, g' that of the step before, u the update, w the weights
      -- after it. In all tables NULL stands for what is no number.
      step INTEGER NOT NULL, tensor INTEGER NOT NULL,
      dot REAL,  -- Σ g·g'
      squared_norm REAL,  -- Σ g²
      previous_squared_norm REAL,  -- Σ g'²; 0 where there is no g'
      "cross" REAL,  -- Σ (g·g')²
      update_squared_norm REAL,  -- Σ u²
      weight_squared_norm REAL,  -- Σ w²
      PRIMARY KEY (step, tensor)
    ) WITHOUT ROWID;
    CREATE TABLE pair (
      -- The same for other pairs of vectors, where they are recorded: update: u and the u before; mean: g and the mean
      -- of the gradients before; descent: g and u.
      step INTEGER NOT NULL, quantity TEXT NOT NULL, tensor INTEGER NOT NULL,
      dot REAL, squared_norm REAL, other_squared_norm REAL, "cross" REAL,
      PRIMARY KEY (step, quantity, tensor)
    ) WITHOUT ROWID;
    CREATE TABLE lag (
      -- Estimates from sketches, where they are recorded, of Σ g·g(k) with g(k) the gradient k steps before.
      step INTEGER NOT NULL, tensor INTEGER NOT NULL,
      dot_1 REAL, dot_2 REAL, dot_4 REAL, dot_8 REAL, dot_16 REAL, dot_32 REAL, dot_64 REAL,
      PRIMARY KEY (step, tensor)
    ) WITHOUT ROWID;
    CREATE TABLE event (
      -- What else happened, in order.
      event INTEGER PRIMARY KEY,
      after_step INTEGER NOT NULL,  -- steps done before
      time REAL NOT NULL,
      kind TEXT NOT NULL,  -- command, evaluation, checkpoint, checkpoint-failure, divergence, data or pending
      content TEXT NOT NULL  -- as JSON; a pending command is one that is to be given again, data the images' folder
    );
    CREATE TABLE pyramid (
      -- For zooming: counts of verdicts and means of measures for all rows of a grouping, over the 2^level steps from
      -- 1 + bucket · 2^level on.
      quantity TEXT NOT NULL, grouping TEXT NOT NULL, level INTEGER NOT NULL, bucket INTEGER NOT NULL,
      cells BLOB NOT NULL,
      PRIMARY KEY (quantity, grouping, level, bucket)
    ) WITHOUT ROWID
    """

  private static let viewText = """
    CREATE VIEW runs AS
    WITH change AS (
      SELECT json_extract(content, '$.setOptimizer._0.rule') AS optimizer,
        json_extract(content, '$.setOptimizer._0.learningRate') AS learning_rate
      FROM event WHERE kind = 'command' AND json_extract(content, '$.setOptimizer') IS NOT NULL
      ORDER BY event DESC LIMIT 1
    )
    SELECT run.name, datetime(run.time, 'unixepoch') AS begun, network, dataset,
      -- What was last in force.
      coalesce((SELECT change.optimizer FROM change), run.optimizer) AS optimizer,
      coalesce((SELECT change.learning_rate FROM change), run.learning_rate) AS learning_rate,
      batch_size, seed, precision, parent, parent_step,
      (SELECT max(step) FROM step) AS last_step,
      (SELECT loss FROM step ORDER BY step DESC LIMIT 1) AS last_loss,
      (SELECT outcome FROM session ORDER BY session DESC LIMIT 1) AS outcome
    FROM run;
    CREATE VIEW layers AS
    SELECT name AS layer, layer AS row, parameters, bound FROM layer ORDER BY row;
    CREATE VIEW steps AS
    SELECT step, epoch, loss, accuracy, learning_rate, seconds, datetime(time, 'unixepoch') AS time FROM step;
    CREATE VIEW commands AS
    SELECT after_step, datetime(time, 'unixepoch') AS time, (SELECT key FROM json_each(content)) AS command,
      json_extract(content, '$.setOptimizer._0.rule') AS optimizer,
      json_extract(content, '$.setOptimizer._0.learningRate') AS learning_rate
    FROM event WHERE kind = 'command' ORDER BY event;
    CREATE VIEW evaluations AS
    SELECT after_step AS step, json_extract(content, '$.loss') AS loss,
      1.0 * json_extract(content, '$.correct') / json_extract(content, '$.images') AS accuracy
    FROM event WHERE kind = 'evaluation' ORDER BY event
    """

  /// Layers, weight and bias together.
  private static let cells = verdicts(
    view: "cells", row: "layer",
    sums: """
      SELECT layer.name AS layer, layer.layer AS row, cell.step AS step, layer.parameters AS parameters,
        layer.bound AS bound, \(sums)
      FROM cell JOIN tensor USING (tensor) JOIN layer ON layer.layer = tensor.layer
      GROUP BY cell.step, layer.layer
      """)

  private static let tensorCells = verdicts(
    view: "tensor_cells", row: "tensor",
    sums: """
      SELECT tensor.name AS tensor, tensor.tensor AS row, step, parameters, bound, \(columns.joined(separator: ", "))
      FROM cell JOIN tensor USING (tensor)
      """)

  private static let columns = [
    "dot", "squared_norm", "previous_squared_norm", "\"cross\"", "update_squared_norm", "weight_squared_norm",
  ]

  /// A sum does not exist where a part of it does not, while SQL's passes over NULL.
  private static let sums = columns.map { "CASE WHEN count(\($0)) = count(*) THEN sum(\($0)) END AS \($0)" }
    .joined(separator: ", ")

  /// Cosine, z and the paper's verdict from sums; a cosine does not exist where a norm is zero or a sum not finite.
  private static func verdicts(view: String, row: String, sums: String) -> String {
    """
    CREATE VIEW \(view) AS
    SELECT \(row), row, step, parameters, bound, cos,
      CASE WHEN cos IS NULL THEN 'undefined' WHEN cos > bound THEN 'aligned' WHEN cos < -bound THEN 'opposed'
        ELSE 'random' END AS verdict,
      CASE WHEN cos IS NOT NULL AND "cross" > 0 THEN dot / sqrt("cross")
        WHEN cos IS NOT NULL AND "cross" = 0 THEN 0.0 END AS z,
      sqrt(squared_norm) AS gradient_norm,
      CASE WHEN weight_squared_norm > 0 THEN sqrt(update_squared_norm / weight_squared_norm) END
        AS update_to_weight,
      \(columns.joined(separator: ", "))
    FROM (
      SELECT *, CASE WHEN squared_norm > 0 AND previous_squared_norm > 0 AND squared_norm < 9e999
          AND previous_squared_norm < 9e999 AND abs(dot) < 9e999
        THEN max(-1.0, min(1.0, dot / (sqrt(squared_norm) * sqrt(previous_squared_norm)))) END AS cos
      FROM (
        \(sums)
      )
    )
    """
  }
}
