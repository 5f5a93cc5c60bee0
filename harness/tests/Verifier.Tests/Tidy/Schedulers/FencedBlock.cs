using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>An example of a page: the text between two fences.</summary>
/// <param name="Language">What stands behind the first fence.</param>
/// <param name="Text">The lines between, each with its end.</param>
internal sealed partial record FencedBlock(string Language, string Text)
{
    /// <summary>The file that the example is to be put into: what its first line says in a comment; empty if nothing.</summary>
    public string FileName => NameComment().Match(Text).Groups["name"].Value;

    /// <summary>The examples of a page.</summary>
    public static IReadOnlyList<FencedBlock> Of(TreeFile page) =>
        [.. Fences().Matches(page.Text).Select(m => new FencedBlock(m.Groups["language"].Value, m.Groups["text"].Value))];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\A# (?<name>[\w./-]+)\n")]
    private static partial Regex NameComment();
}
