using System.Text.RegularExpressions;
using Verifier.Cli.Host;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Host;

public sealed partial class ExitCodesTests
{
    [TestCase(new[] { 0, 2, 3 }, 2)]
    [TestCase(new[] { 3, 4, 2 }, 4)]
    [TestCase(new[] { 5, 4 }, 5)]
    [TestCase(new[] { 5, 6 }, 6)]
    [TestCase(new[] { 6, 70, 2 }, 70)]
    [TestCase(new[] { 0, 3 }, 3)]
    [TestCase(new int[0], 0)]
    public void Worst_of_several_wins(int[] codes, int worst) =>
        Assert.That((int)ExitCodes.Worst(codes.Select(code => (ExitCode)code)), Is.EqualTo(worst));

    [Test]
    public void Table_has_every_code_once() =>
        Assert.That(ExitCodes.Table.Select(row => row.Code), Is.EqualTo(Enum.GetValues<ExitCode>().Order()));

    [Test]
    public void Help_exit_codes_prints_what_the_document_says()
    {
        using var sandbox = new CliSandbox();
        var outcome = sandbox.Run("help", "exit-codes");
        var printed = Printed().Matches(outcome.Out).Select(m => (m.Groups["code"].Value, m.Groups["text"].Value));
        var document = Tree.Read("harness/docs/CLI.md").Text;
        var documented = Documented().Matches(document[document.IndexOf("## Exit codes", StringComparison.Ordinal)..])
            .Select(m => (m.Groups["code"].Value, m.Groups["text"].Value));

        Assert.That(printed, Is.EqualTo(documented));
        Assert.That(printed.Count(), Is.EqualTo(ExitCodes.Table.Length));
        Assert.That(document, Does.Contain(ExitCodes.Order));
        Assert.That(outcome.Out, Does.EndWith(ExitCodes.Order + "\n"));
    }

    [GeneratedRegex(@"(?m)^ *(?<code>\d+)  (?<text>\S.*)$")]
    private static partial Regex Printed();

    [GeneratedRegex(@"(?m)^\| (?<code>\d+) \| (?<text>.*) \|$")]
    private static partial Regex Documented();
}
