using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Images.Decoding;

/// <summary>Comparisons with the borders of Windows' address space are listed.</summary>
public sealed class AddressComparisonsTests
{
    [TestCase(0xFFFF_8000_0000_0000UL, true)]
    [TestCase(0xFFFF_0000_0000_0000UL, true)]
    [TestCase(0x0000_7FFF_FFFE_FFFFUL, true)]
    [TestCase(0x0000_8000_0000_0000UL, true)]
    [TestCase(0xFFFF_FFFF_FF67_6980UL, false)]
    [TestCase(0x7FFF_FFFF_FFFF_FFFFUL, false)]
    [TestCase(0x1234_5678_9ABC_DEF0UL, false)]
    public void Comparison_with_a_border_of_the_address_space_is_listed(ulong constant, bool isListed)
    {
        var builder = new PeImageBuilder();
        var code = builder.Text.Assemble(a =>
        {
            a.mov(rax, constant);
            a.nop();
            a.cmp(rcx, rax);
            a.ret();
        });
        var expected = isListed ? new[] { new AddressComparison(code.End - 4, constant) } : [];
        Assert.That(AddressComparisons.Find(PeFile.Parse(builder.Build())), Is.EqualTo(expected));
    }

    [Test]
    public void Comparison_of_another_register_is_not_listed()
    {
        var builder = new PeImageBuilder();
        builder.Text.Assemble(a =>
        {
            a.mov(rax, 0xFFFF_8000_0000_0000);
            a.cmp(rcx, rdx);
            a.ret();
        });
        Assert.That(AddressComparisons.Find(PeFile.Parse(builder.Build())), Is.Empty);
    }
}
