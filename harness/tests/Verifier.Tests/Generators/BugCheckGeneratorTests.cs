using Microsoft.CodeAnalysis;
using Verifier.Generators.BugChecks;

namespace Verifier.Tests.Generators;

public sealed class BugCheckGeneratorTests
{
    private const string Code = "C2\tBAD_CALLER\t-\tA bad call.\t*value: what is wrong\tvalue: depends on it";

    [Test]
    public void Row_with_a_raiser_becomes_a_method_with_the_parameters_that_mean_something()
    {
        var source = Stops(Run(Code, "C2\t0x07\tCaller.Freed\tFreed <twice>.\t*\t-\tirql: IRQL at the call\taddress: event"));

        Assert.That(source, Does.Contain("internal static class Caller"));
        Assert.That(source, Does.Contain("/// <summary>Freed &lt;twice&gt;.</summary>"));
        Assert.That(source, Does.Contain("internal static BugCheck Freed(KIRQL irqlAtCall, ulong @event) =>"));
        Assert.That(source, Does.Contain("new(BugCheckCode.BAD_CALLER, 0x7, 0, (ulong)irqlAtCall, @event);"));
    }

    [Test]
    public void Parameter_is_named_in_the_row_where_its_text_cannot_be_a_name()
    {
        var source = Stops(Run("C2\tBAD_CALLER\tBadCaller\tA bad call.\tvalue reason: 1 too late, 2 too soon\t- second"));

        Assert.That(source, Does.Contain("internal static BugCheck BadCaller(ulong reason, ulong second) =>"));
        Assert.That(source, Does.Contain("new(BugCheckCode.BAD_CALLER, reason, second, 0, 0);"));
    }

    [Test]
    public void Row_without_a_raiser_is_a_code_that_cannot_be_raised()
    {
        var result = Run(Code, "C2\t0x08-0x0A\t-\tA range.\t*");

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.GeneratedSources[0].SourceText.ToString(), Does.Contain("BAD_CALLER = 0xC2,"));
        Assert.That(Stops(result), Does.Not.Contain("BugCheckCode."));
    }

    [TestCase("C2\t0x07\t-\tShort.", "has 4 cells; it needs a code, a name or value, a raiser, a meaning and 1 to 4 parameters.")]
    [TestCase("C2\t0x07\tCaller.A B\tA meaning.\t*", "has the raiser 'Caller.A B', which cannot be a name in C#.")]
    [TestCase(
        "C2\t0x07\tFreed\tA meaning.\t*",
        "has the raiser 'Freed'; a stop code needs a method, a sub-code a class and a method as in 'PoolCaller.WrongTag'.")]
    [TestCase("C2\t0x07\t-\tNo full stop\t*", "has a meaning without a full stop.")]
    [TestCase("C2\t0x07-0x02\t-\tA meaning.\t*", "has no value as 0x1F or 0x10-0x1F.")]
    [TestCase("C2\t0x07\t-\tA meaning.\t-\t*", "marks another parameter with '*' than its stop code, as the one that tells.")]
    [TestCase("C2\t0x01-0x02\tCaller.Freed\tA meaning.\t*", "is a range, which cannot have a raiser.")]
    [TestCase(
        "C2\t0x07\tCaller.Freed\tA meaning.\t*\tvalue: same\tvalue: same",
        "has the parameters 'same', 'same' of a raiser; give them names of their own, as in 'kind name: text'.")]
    [TestCase(
        "C2\t0x07\t-\tA meaning.\t*\tcolour: red",
        "has the parameter 'colour: red'; write 'kind: text' with one of the kinds value, address, bytes, count, signed, irql, poolType, tag, status, access, faultAccess.")]
    [TestCase("C4\t0x07\t-\tA meaning.\t*", "does not follow its stop code.")]
    public void Bad_row_is_a_compiler_error_that_names_the_row_at_its_file_and_line(string row, string error)
    {
        var name = string.Join(' ', row.Split('\t')[..2]);

        Assert.That(GeneratorRun.Errors(Run(Code, row)), Is.EqualTo(new[] { $"BugChecks/bugchecks.tsv(2): Error The bug check '{name}' {error}" }));
    }

    [Test]
    public void Same_sub_code_twice_is_an_error() => Assert.That(
        GeneratorRun.Errors(Run(Code, "C2\t0x07\t-\tOne.\t*", "C2\t0x07\t-\tTwo.\t*")),
        Is.EqualTo(new[] { "BugChecks/bugchecks.tsv(3): Error The sub-code 0x7 of BAD_CALLER stands twice." }));

    private static GeneratorRunResult Run(params string[] rows) => GeneratorRun.Over(new BugCheckGenerator(), "BugChecks/bugchecks.tsv", rows);

    private static string Stops(GeneratorRunResult result) => result.GeneratedSources[1].SourceText.ToString();
}
