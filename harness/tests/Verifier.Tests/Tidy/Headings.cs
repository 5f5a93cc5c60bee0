using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>The headings of a page, as what stands behind # in a link to them.</summary>
internal static class Headings
{
    private static readonly Regex s_heading = new(@"^#+\s+(?<text>.*?)\s*$");

    /// <summary>Those of a page of the repository; none of a file that is no page.</summary>
    public static IReadOnlySet<string> Of(string path) =>
        path.EndsWith(".md", StringComparison.Ordinal) ? Of(Tree.Read(path)) : new HashSet<string>();

    /// <summary>As GitHub makes them: lower case, punctuation gone, blanks to hyphens. A line of code is no heading.</summary>
    public static IReadOnlySet<string> Of(TreeFile page)
    {
        var all = new HashSet<string>();
        var inCode = false;
        foreach (var (_, line) in page.Lines)
        {
            var fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            inCode ^= fence;
            if (!inCode && s_heading.Match(line) is { Success: true } heading)
            {
                all.Add(Regex.Replace(heading.Groups["text"].Value.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));
            }
        }

        return all;
    }
}
