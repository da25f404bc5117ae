"""Times PyTorch at the work that `layertop bench` times, and prints one JSON object.

A step is: forward, cross-entropy, backward, for every tensor the cosine between its gradient and that of
the step before, and an SGD update. Batches are synthetic and made beforehand.
"""

import argparse
import ctypes
import json
import statistics
import time


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--network", default="resnet18", help="a name of layertop's, such as resnet50")
    parser.add_argument("--stem", choices=["imagenet", "cifar"], default="imagenet")
    parser.add_argument("--layout", choices=["contiguous", "channels_last", "compiled", "both", "all"],
                        default="both",
                        help="compiled: channels_last through torch.compile; both: the two without; all: the three")
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="fp32",
                        help="bf16: forward and loss under autocast")
    parser.add_argument("--optimizer", choices=["sgd", "momentum"], default="momentum")
    parser.add_argument("--implementation", choices=["foreach", "fused"], default="fused",
                        help="how PyTorch's optimizer runs")
    parser.add_argument("--allocator", choices=["default", "keep"], default="default",
                        help="keep: glibc keeps freed memory for later steps")
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=20, help="timed steps of each layout")
    parser.add_argument("--warm-up", type=int, default=3, help="steps before them")
    return parser.parse_args()


def keep_freed_memory():
    """Asks glibc to serve large blocks from the heap and not to shrink it, to avoid page faults."""
    m_trim_threshold, m_mmap_max = -1, -4
    libc = ctypes.CDLL(None)
    if not (libc.mallopt(m_mmap_max, 0) and libc.mallopt(m_trim_threshold, 2**31 - 1)):
        raise SystemExit("this C library cannot be told to keep freed memory")


def in_memory_order(gradient):
    """The elements as they lie in memory, whatever the layout: products do not mind their order."""
    return gradient.as_strided((gradient.numel(),), (1,))


def timed_steps(arguments, layout):
    """The seconds of every timed step, and of these the seconds of the statistics."""
    import torch  # Here, so that the allocator is set before anything is allocated.

    import networks

    class GradientCosines:
        """Keeps the last gradients (they are fresh in every step: nothing is copied) and their squares."""

        def __init__(self):
            self.previous, self.previous_squares = None, None

        @torch.no_grad()
        def __call__(self, parameters):
            gradients = [in_memory_order(parameter.grad) for parameter in parameters]
            squares = torch.stack([torch.dot(gradient, gradient) for gradient in gradients])
            cosines = None
            if self.previous is not None:
                dots = torch.stack([torch.dot(g, p) for g, p in zip(gradients, self.previous)])
                cosines = dots * torch.rsqrt(squares * self.previous_squares)
            self.previous, self.previous_squares = gradients, squares
            return cosines

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    memory_format = torch.contiguous_format if layout == "contiguous" else torch.channels_last
    model = networks.make(arguments.network, stem=arguments.stem).to(memory_format=memory_format).train()
    parameters = list(model.parameters())
    momentum = 0.9 if arguments.optimizer == "momentum" else 0.0
    optimizer = torch.optim.SGD(parameters, lr=0.05, momentum=momentum, **{arguments.implementation: True})
    images = torch.randn(arguments.batch_size, 3, 32, 32).contiguous(memory_format=memory_format)
    labels = torch.randint(10, (arguments.batch_size,))
    cosines_of = GradientCosines()
    forward = torch.compile(model) if layout == "compiled" else model
    autocast = torch.autocast("cpu", torch.bfloat16, enabled=arguments.precision == "bf16")

    seconds, statistics_seconds = [], []
    for _ in range(arguments.warm_up + arguments.steps):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        with autocast:
            loss = torch.nn.functional.cross_entropy(forward(images), labels)
        loss.backward()
        before = time.perf_counter()
        cosines_of(parameters)
        after = time.perf_counter()
        optimizer.step()
        loss.item()
        seconds.append(time.perf_counter() - start)
        statistics_seconds.append(after - before)
    return seconds[arguments.warm_up :], statistics_seconds[arguments.warm_up :]


def main():
    arguments = parse_arguments()
    if arguments.allocator == "keep":
        keep_freed_memory()
    several = {"both": ["contiguous", "channels_last"], "all": ["contiguous", "channels_last", "compiled"]}
    layouts = several.get(arguments.layout, [arguments.layout])
    result = {name: value for name, value in vars(arguments).items() if name != "layout"}
    for layout in layouts:
        seconds, statistics_seconds = timed_steps(arguments, layout)
        result[layout] = {
            "median_ms": round(1e3 * statistics.median(seconds), 2),
            "least_ms": round(1e3 * min(seconds), 2),
            "largest_ms": round(1e3 * max(seconds), 2),
            "statistics_ms": round(1e3 * statistics.median(statistics_seconds), 2),
        }
    import torch

    print(json.dumps({"torch": torch.__version__, **result}))


if __name__ == "__main__":
    main()
