"""Every network of layertop in PyTorch, by its name on layertop's command line.

Where torchvision has the network, parameters have its names, order and initialisation. VGG has a classifier
of 512 features where torchvision's has 4,096, and no pooling to 7 x 7: for images of 32 x 32.
"""

import torch
from torch import nn

from resnet import CIFARResNet, ResNet18, ResNet34, ResNet50

VGG_STAGES = {11: [1, 1, 2, 2, 2], 13: [2, 2, 2, 2, 2], 16: [2, 2, 3, 3, 3], 19: [2, 2, 4, 4, 4]}


class VGG(nn.Module):
    """Simonyan and Zisserman (2014), with or without batch normalisation."""

    def __init__(self, layers, batch_norm=False, dropout=0.5, width=64, classes=10, channels=3):
        super().__init__()
        modules, inputs = [], channels
        for stage, count in enumerate(VGG_STAGES[layers]):
            outputs = width << min(stage, 3)
            for _ in range(count):
                modules.append(nn.Conv2d(inputs, outputs, 3, padding=1))
                if batch_norm:
                    modules.append(nn.BatchNorm2d(outputs))
                modules.append(nn.ReLU(inplace=True))
                inputs = outputs
            modules.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*modules)
        self.classifier = nn.Sequential(
            nn.Linear(inputs, 8 * width), nn.ReLU(inplace=True), nn.Dropout(dropout),
            nn.Linear(8 * width, 8 * width), nn.ReLU(inplace=True), nn.Dropout(dropout),
            nn.Linear(8 * width, classes),
        )
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, 0.01)
                nn.init.zeros_(module.bias)

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


class LeNet5(nn.Module):
    """LeCun et al. (1998), with ReLU and max-pooling."""

    def __init__(self, classes=10, channels=3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, classes)
        self.relu1, self.relu2, self.relu3, self.relu4 = nn.ReLU(), nn.ReLU(), nn.ReLU(), nn.ReLU()
        self.pool1, self.pool2 = nn.MaxPool2d(2), nn.MaxPool2d(2)

    def forward(self, x):
        x = self.pool1(self.relu1(self.conv1(x)))
        x = torch.flatten(self.pool2(self.relu2(self.conv2(x))), 1)
        return self.fc3(self.relu4(self.fc2(self.relu3(self.fc1(x)))))


class MLP(nn.Module):
    """Linear layers with ReLU between them."""

    def __init__(self, widths=(512, 512), classes=10, channels=3):
        super().__init__()
        sizes = [channels * 32 * 32, *widths, classes]
        for index, (inputs, outputs) in enumerate(zip(sizes, sizes[1:]), start=1):
            setattr(self, f"fc{index}", nn.Linear(inputs, outputs))
        self.relus = nn.ModuleList(nn.ReLU() for _ in widths)

    def forward(self, x):
        x = torch.flatten(x, 1)
        for index, relu in enumerate(self.relus, start=1):
            x = relu(getattr(self, f"fc{index}")(x))
        return getattr(self, f"fc{len(self.relus) + 1}")(x)


def make(name, *, stem="imagenet", shortcut="a", dropout=0.5, hidden=(512, 512), width=None, classes=10,
         channels=3):
    """The network of that name; what it has no choice of is not looked at."""
    common = {"classes": classes, "channels": channels}
    if width is not None:
        common["width"] = width
    if name in ("resnet18", "resnet34", "resnet50"):
        return {"resnet18": ResNet18, "resnet34": ResNet34, "resnet50": ResNet50}[name](stem, **common)
    if name.startswith("resnet"):
        return CIFARResNet(int(name.removeprefix("resnet")), shortcut, **common)
    if name.startswith("vgg"):
        layers, _, suffix = name.removeprefix("vgg").partition("_")
        return VGG(int(layers), suffix == "bn", dropout, **common)
    common.pop("width", None)
    return LeNet5(**common) if name == "lenet5" else MLP(hidden, **common)
