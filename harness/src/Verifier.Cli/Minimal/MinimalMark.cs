using Verifier.Cli.Exploring;
using Verifier.Cli.Text;
using Verifier.Workers.Running;

namespace Verifier.Cli.Minimal;

/// <summary>
/// The comment above a minimal scenario: which exploration wrote it. Another one of the same scenario with the same driver, in at least the same
/// ways, can tell that its finding is gone.
/// </summary>
internal static class MinimalMark
{
    private const string Start = "# Made of ";
    private const string End = "; removed when exploring that does not show the finding any more.";

    /// <summary>The comment, one line.</summary>
    public static string Of(ExplorationTarget target) => $"{Begin(target)}{string.Join(',', ExploreWords.Of(target.Settings.Strategies))}{End}";

    /// <summary>True if a script begins with such a comment.</summary>
    public static bool IsIn(string path) => File.ReadLines(path).FirstOrDefault()?.StartsWith(Start, StringComparison.Ordinal) == true;

    /// <summary>True for the mark of a scenario that such an exploration, done to its end, would have found again.</summary>
    public static bool IsCovered(string line, ExplorationTarget by)
    {
        var begin = Begin(by);
        if (!line.StartsWith(begin, StringComparison.Ordinal) || !line.EndsWith(End, StringComparison.Ordinal) || line.Length < begin.Length + End.Length)
        {
            return false;
        }

        return ExploreWords.Parse(line[begin.Length..^End.Length], out _) is { } strategies && by.Settings.Strategies.HasFlag(strategies);
    }

    // Names are a line's, whatever they are made of.
    private static string Begin(ExplorationTarget target) => Printable.Line($"{Start}{target.Script.Path} with {target.Driver.Name}, explored by ");
}
