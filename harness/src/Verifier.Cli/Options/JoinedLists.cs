using Verifier.Cli.Exploring;

namespace Verifier.Cli.Options;

/// <summary>
/// Puts lists together that a shell took apart: PowerShell hands <c>--explore each,second</c> on as two arguments, <c>each</c> and <c>second</c>. A
/// folder whose name is such a word is written <c>./second</c> behind the list.
/// </summary>
internal static class JoinedLists
{
    private const string Explore = "--explore";

    /// <summary>The arguments, with the words behind <c>--explore</c> as one.</summary>
    public static IReadOnlyList<string> In(IReadOnlyList<string> arguments)
    {
        var joined = new List<string>(arguments.Count);
        var isList = false;
        foreach (var argument in arguments)
        {
            if (isList && IsWords(argument))
            {
                joined[^1] += joined[^1].EndsWith(',') || argument.StartsWith(',') ? argument : $",{argument}";
                continue;
            }

            isList = (joined.Count > 0 && joined[^1] == Explore) || argument.StartsWith($"{Explore}=", StringComparison.Ordinal);
            joined.Add(argument);
        }

        return joined;
    }

    private static bool IsWords(string argument) =>
        argument.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && words.All(ExploreWords.All.Contains);
}
