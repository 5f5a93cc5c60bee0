using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;

namespace Verifier.Binaries.Tests.Images.Decoding;

/// <summary>Code stays in its function, or between two functions.</summary>
public sealed class CodeBoundsTests
{
    [TestCase(0x1000u, 0u, 0x1010u)]
    [TestCase(0x1010u, 0x1010u, 0x1020u)]
    [TestCase(0x101Fu, 0x1010u, 0x1020u)]
    [TestCase(0x1020u, 0x1020u, 0x1030u)]
    [TestCase(0x1030u, 0x1030u, 0x1038u)]
    [TestCase(0x1038u, 0x1038u, uint.MaxValue)]
    public void Bounds_are_those_of_the_function_or_of_the_gap(uint rva, uint begin, uint end)
    {
        var builder = new PeImageBuilder();
        builder.Text.Place(new byte[0x40]);
        builder.Function(0x1010, 0x1020, new UnwindSpec());
        builder.Function(0x1030, 0x1038, new UnwindSpec());
        Assert.That(CodeBounds.Of(PeFile.Parse(builder.Build()), rva), Is.EqualTo(new CodeBounds(begin, end)));
    }

    [Test]
    public void Image_without_functions_has_no_bounds()
    {
        var builder = new PeImageBuilder();
        builder.Text.Place([0xC3]);
        Assert.That(CodeBounds.Of(PeFile.Parse(builder.Build()), 0x1000), Is.EqualTo(new CodeBounds(0, uint.MaxValue)));
    }
}
