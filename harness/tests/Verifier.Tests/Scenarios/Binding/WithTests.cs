namespace Verifier.Tests.Scenarios.Binding;

/// <summary><c>with:</c>, drivers beside the driver under test.</summary>
public sealed class WithTests
{
    [TestCase("with: library.sys", "library.sys None")]
    [TestCase("with: [library.sys, \"../*.sys\"]", "library.sys None, ../*.sys None")]
    [TestCase("with: [ { driver: pnp-function-*, stack: below }, upper.SYS ]", "pnp-function-* Below, upper.SYS None")]
    [TestCase("with: [ { driver: upper.sys, stack: above } ]", "upper.sys Above")]
    public void Entry_is_a_driver_or_a_driver_with_its_place(string part, string entries)
    {
        var with = Script.Good(part).With;
        Assert.That(string.Join(", ", with.Select(entry => $"{entry.Selection.Text} {entry.Stack}")), Is.EqualTo(entries));
        Assert.That(with.Select(entry => entry.Selection.IsBinary), Is.EqualTo(with.Select(entry => entry.Selection.Text.EndsWith("sys", StringComparison.OrdinalIgnoreCase))));
    }

    [TestCase("[ { stack: below } ]", "VS1102", "'driver' is missing")]
    [TestCase("[ { driver: a.sys, stack: beside } ]", "VS1207", "beside")]
    [TestCase("[ { driver: a.sys, place: below } ]", "VS1101", "'place' is not a key of a driver with its place in the stack")]
    [TestCase("[ [a.sys] ]", "VS1103", "a driver")]
    [TestCase("{ driver: a.sys }", "VS1103", "a driver, or a list of drivers")]
    public void Entry_that_is_wrong_is_explained(string with, string code, string words)
    {
        var document = Script.ReadPart($"with: {with}");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
        Assert.That(Script.Text(document), Does.Contain(words));
    }
}
