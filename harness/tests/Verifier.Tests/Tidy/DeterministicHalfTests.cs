namespace Verifier.Tests.Tidy;

/// <summary>The banned-symbol analyzer really runs where determinism is promised (ARCHITECTURE.md D4).</summary>
public sealed class DeterministicHalfTests
{
    [TestCase("Verifier.Kernel")]
    [TestCase("Verifier.Engine")]
    public void Project_has_the_banned_symbol_analyzer(string name)
    {
        var project = new ProjectFile(Tree.Read($"harness/src/{name}/{name}.csproj"));
        Assert.That(project.Property("DeterministicHalf"), Is.EqualTo("true"), $"{project.Path}:1: set DeterministicHalf to true");
        Assert.That(
            Tree.Read($"harness/src/{name}/packages.lock.json").Text,
            Does.Contain("Microsoft.CodeAnalysis.BannedApiAnalyzers"),
            "the analyzer is not restored: look at Directory.Build.props");
    }

    [Test]
    public void Props_hand_the_banned_symbols_to_the_analyzer()
    {
        var props = new ProjectFile(Tree.Read("Directory.Build.props"));
        var list = props.Items("AdditionalFiles").Select(item => (string?)item.Attribute("Include")).Single();
        Assert.That(list, Does.EndWith("harness/BannedSymbols.txt"), "Directory.Build.props:1: the analyzer gets no list");
    }

    [TestCase("T:System.Random;")]
    [TestCase("T:System.DateTime;")]
    [TestCase("T:System.Diagnostics.Stopwatch;")]
    [TestCase("T:System.Environment;")]
    [TestCase("T:System.IO.File;")]
    [TestCase("T:System.Console;")]
    [TestCase("T:System.Threading.Thread;")]
    [TestCase("T:System.Threading.Tasks.Task;")]
    [TestCase("M:System.Guid.NewGuid;")]
    [TestCase("M:System.String.GetHashCode;")]
    public void Banned_symbols_name_every_source_of_chance(string symbol) =>
        Assert.That(Tree.Read("harness/BannedSymbols.txt").Lines.Select(line => line.Text), Has.One.StartsWith(symbol));

    [Test]
    public void Tree_does_not_switch_the_ban_off() => Offence.AssertNone(
        from file in Tree.Files("", ".editorconfig", ".csproj", ".props")
        from line in file.Lines
        where line.Text.Contains("RS0030", StringComparison.Ordinal)
        select new Offence(
            file.Path, line.Number, "RS0030 is configured away", "Take it out; the one file that needs it has a pragma and a reason"));
}
