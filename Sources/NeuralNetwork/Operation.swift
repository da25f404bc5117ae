import COneDNN

/// One instruction of the planned program that a network is: it runs without planning, choosing or allocating.
protocol Operation: AnyObject {
  /// Runs. Gradients of parameters are written to the first or the second buffer of each, as `parity` says, so that
  /// the previous gradient stays where it is.
  func run(parity: Int) throws
}

/// A primitive bound to tensors.
final class Call: Operation {
  private let primitive: Primitive
  /// One set of arguments, or two where gradients of parameters alternate.
  private let argumentSets: [[(dn_argument, Tensor)]]
  private var handles: [OpaquePointer] = []
  private var scratch: Tensor?

  /// Binds arguments that are the same at every step.
  convenience init(_ primitive: Primitive, _ arguments: [(dn_argument, Tensor)]) {
    self.init(primitive, alternating: [arguments])
  }

  /// Binds arguments that alternate between even and odd steps.
  init(_ primitive: Primitive, alternating argumentSets: [[(dn_argument, Tensor)]]) {
    self.primitive = primitive
    self.argumentSets = argumentSets
  }

  deinit { handles.forEach { dn_call_destroy($0) } }

  /// The bytes of scratch memory it needs while it runs.
  func scratchBytes() throws -> Int { try primitive.layout(DN_SCRATCHPAD).bytes }

  /// Makes it ready to run; all calls of a network share one piece of scratch memory.
  func bind(scratch: Storage, engine: Engine) throws {
    let layout = try primitive.layout(DN_SCRATCHPAD)
    self.scratch = layout.bytes > 0 ? try Tensor(layout, in: scratch, engine: engine) : nil
    handles = try argumentSets.map { set in
      let all = set + (self.scratch.map { [(DN_SCRATCHPAD, $0)] } ?? [])
      return try require(
        dn_call_create(
          engine.handle, primitive.handle, Int32(all.count), all.map(\.0), all.map { $0.1.handle }))
    }
  }

  func run(parity: Int) throws {
    guard dn_call_run(handles[handles.count > 1 ? parity : 0]) == 0 else {
      throw NetworkError.library(String(cString: dn_last_error()))
    }
  }
}

/// A sweep of our own.
final class Sweep: Operation {
  private let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }

  func run(parity: Int) { body() }
}

extension Call {
  /// A copy that changes the order of elements.
  static func reorder(from: Tensor, to: Tensor, engine: Engine) throws -> Call {
    Call(
      try Primitive.reorder(engine, from: from.layout, to: to.layout),
      [(DN_SRC, from), (DN_DST, to)])
  }
}
