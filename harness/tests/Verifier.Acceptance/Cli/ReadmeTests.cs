using System.Text.RegularExpressions;

namespace Verifier.Acceptance.Cli;

/// <summary>The README shows what its commands print today.</summary>
public sealed partial class ReadmeTests
{
    private const string Prompt = "$ dotnet run --project harness/src/Verifier.Cli -- ";
    private CliProcess _cli = null!;

    [SetUp]
    public void Make_a_folder() => _cli = new CliProcess { CurrentFolder = Repository.Root };

    [TearDown]
    public void Drop_the_folder() => _cli.Dispose();

    [TestCaseSource(nameof(Examples))]
    public void Command_prints_what_the_readme_shows(string command, string shown)
    {
        var (code, output, error) = _cli.Run([.. command.Split(' '), "-o", Path.Combine(_cli.Folder, "results")]);
        Assert.That(code, Is.Zero, output + error);
        Assert.That(output, Does.Match(PatternOf(shown)));
    }

    private static IEnumerable<TestCaseData> Examples()
    {
        var readme = File.ReadAllText(Repository.Path("README.md"));
        foreach (var lines in CodeBlocks().Matches(readme).Select(m => m.Groups[1].Value.Split('\n', 2)))
        {
            if (lines[0].StartsWith(Prompt, StringComparison.Ordinal))
            {
                var command = lines[0][Prompt.Length..];
                yield return new TestCaseData(command, lines[1]).SetArgDisplayNames(command);
            }
        }
    }

    // "…" stands for any text: on a line of its own for any lines.
    private static string PatternOf(string shown) =>
        Regex.Escape(shown.TrimEnd('\n')).Replace(@"\n…\n", @"\n[\s\S]*?\n").Replace("…", ".*?");

    [GeneratedRegex("^```\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}
