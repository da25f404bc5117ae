"""Residual networks in PyTorch, with torchvision's parameter names, order and initialisation.

Three things are free that torchvision fixes: the number of channels of the first stage, the stem and the
channels of an image. Built with the same random seed, `ResNet18(stem="imagenet", width=64)` has bit for bit
the weights of `torchvision.models.resnet18(num_classes=10)`, and computes the same; so have the others.
`CIFARResNet` is the design of He et al. (2015) for 32 x 32 images, which torchvision has not.
"""

import torch
from torch import nn


def conv3x3(inputs, outputs, stride):
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)


class BasicBlock(nn.Module):
    """Two 3 x 3 convolutions and a shortcut (He et al. 2015, figure 2)."""

    expansion = 1

    def __init__(self, inputs, width, stride, downsample):
        super().__init__()
        self.conv1 = conv3x3(inputs, width, stride)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = conv3x3(width, width, 1)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = downsample

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        shortcut = x if self.downsample is None else self.downsample(x)
        y += shortcut
        return self.relu(y)


class Bottleneck(nn.Module):
    """1 x 1, 3 x 3 with the stride, 1 x 1, and a shortcut (He et al. 2015, figure 5; torchvision's v1.5)."""

    expansion = 4

    def __init__(self, inputs, width, stride, downsample):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv3x3(width, width, stride)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = downsample

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        shortcut = x if self.downsample is None else self.downsample(x)
        y += shortcut
        return self.relu(y)


class PaddedShortcut(nn.Module):
    """Option A: every second row and column, and zeros for the channels that are new, after the old ones."""

    def __init__(self, channels, stride):
        super().__init__()
        self.channels, self.stride = channels, stride

    def forward(self, x):
        x = x[:, :, :: self.stride, :: self.stride]
        return nn.functional.pad(x, (0, 0, 0, 0, 0, self.channels - x.shape[1]))


def stage(block, inputs, width, count, stride, shortcut="b"):
    """The blocks of one image size; the first changes the shape."""
    outputs = block.expansion * width
    downsample = None
    if stride != 1 or inputs != outputs:
        if shortcut == "a":
            downsample = PaddedShortcut(outputs, stride)
        else:
            convolution = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            downsample = nn.Sequential(convolution, nn.BatchNorm2d(outputs))
    first = block(inputs, width, stride, downsample)
    return nn.Sequential(first, *(block(outputs, width, 1, None) for _ in range(count - 1)))


class ResNet(nn.Module):
    """Four stages; `stem` is "imagenet" (7 x 7, stride 2, max-pooling) or "cifar" (3 x 3, stride 1)."""

    def __init__(self, block, counts, stem="imagenet", width=64, classes=10, channels=3):
        super().__init__()
        if stem == "imagenet":
            self.conv1 = nn.Conv2d(channels, width, 7, 2, padding=3, bias=False)
        elif stem == "cifar":
            self.conv1 = conv3x3(channels, width, 1)
        else:
            raise ValueError(f"the stem is '{stem}'; it must be 'imagenet' or 'cifar'")
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, padding=1) if stem == "imagenet" else nn.Identity()
        inputs = width
        for index, count in enumerate(counts):
            setattr(self, f"layer{index + 1}", stage(block, inputs, width << index, count, 2 if index else 1))
            inputs = block.expansion * (width << index)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(inputs, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


def ResNet18(stem="imagenet", width=64, classes=10, channels=3):
    return ResNet(BasicBlock, [2, 2, 2, 2], stem, width, classes, channels)


def ResNet34(stem="imagenet", width=64, classes=10, channels=3):
    return ResNet(BasicBlock, [3, 4, 6, 3], stem, width, classes, channels)


def ResNet50(stem="imagenet", width=64, classes=10, channels=3):
    return ResNet(Bottleneck, [3, 4, 6, 3], stem, width, classes, channels)


class CIFARResNet(nn.Module):
    """6n + 2 layers in three stages (He et al. 2015, section 4.2); `shortcut` is "a" or "b"."""

    def __init__(self, layers, shortcut="a", width=16, classes=10, channels=3):
        super().__init__()
        count = (layers - 2) // 6
        self.conv1 = conv3x3(channels, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.layer1 = stage(BasicBlock, width, width, count, 1, shortcut)
        self.layer2 = stage(BasicBlock, width, 2 * width, count, 2, shortcut)
        self.layer3 = stage(BasicBlock, 2 * width, 4 * width, count, 2, shortcut)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(4 * width, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        nn.init.zeros_(self.fc.bias)

    def forward(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(torch.flatten(self.avgpool(x), 1))
