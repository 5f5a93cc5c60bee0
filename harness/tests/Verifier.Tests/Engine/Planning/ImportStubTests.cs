using Verifier.Engine.Planning;

namespace Verifier.Tests.Engine.Planning;

/// <summary>NAME=VALUE.</summary>
public sealed class ImportStubTests
{
    [TestCase("A=0", "A", 0UL)]
    [TestCase("A=42", "A", 42UL)]
    [TestCase("A=0x2a", "A", 42UL)]
    [TestCase("A=-1", "A", ulong.MaxValue)]
    [TestCase("#7=0xFFFFFFFFFFFFFFFF", "#7", ulong.MaxValue)]
    [TestCase("A=STATUS_NOT_SUPPORTED", "A", 0xC00000BBUL)]
    [TestCase("?Get@Thing@@QEAAHXZ=1", "?Get@Thing@@QEAAHXZ", 1UL)]
    public void Value_is_a_number_or_a_status(string text, string name, ulong value)
    {
        Assert.That(ImportStub.TryParse(text, out var stub, out _));
        Assert.That((stub.Name, stub.Value), Is.EqualTo((name, value)));
        Assert.That(ImportStub.TryParse(stub.ToString(), out var again, out _) && again == stub);
    }

    [TestCase("")]
    [TestCase("A")]
    [TestCase("=1")]
    [TestCase("A=")]
    [TestCase("A=x")]
    [TestCase("A=0x")]
    [TestCase("A B=1")]
    [TestCase("A,B=1")]
    [TestCase("A=18446744073709551616")]
    [TestCase("A=-9223372036854775809")]
    public void Other_text_is_none(string text) => Assert.That(ImportStub.TryParse(text, out _, out _), Is.False);
}
