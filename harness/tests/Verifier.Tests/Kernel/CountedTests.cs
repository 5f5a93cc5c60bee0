using Verifier.Kernel;

namespace Verifier.Tests.Kernel;

/// <summary>Numbers with their nouns.</summary>
public sealed class CountedTests
{
    [TestCase(0, "0 runs")]
    [TestCase(1, "1 run")]
    [TestCase(2, "2 runs")]
    [TestCase(-1, "-1 run")]
    [TestCase(1000, "1000 runs")]
    public void One_is_singular_and_all_else_plural(long number, string text) => Assert.That(Counted.Of(number, "run"), Is.EqualTo(text));

    [TestCase(1ul, "1 entry")]
    [TestCase(2ul, "2 entries")]
    [TestCase(ulong.MaxValue, "18446744073709551615 entries")]
    public void Noun_may_have_a_plural_of_its_own(ulong number, string text) => Assert.That(Counted.Of(number, "entry", "entries"), Is.EqualTo(text));

    [TestCase(1, "1 byte")]
    [TestCase(1024, "1,024 bytes")]
    public void Thousands_may_be_grouped(long number, string text) => Assert.That(Counted.Grouped(number, "byte"), Is.EqualTo(text));
}
