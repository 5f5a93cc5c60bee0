namespace Verifier.Engine.Planning;

/// <summary>
/// The names by which a driver model is known. They go into scripts, tokens, files and messages, where only valid Unicode comes out as it went in.
/// </summary>
internal static class ModelNames
{
    private const char Replacement = '\uFFFD';

    /// <summary>The error in a name; null for a good one.</summary>
    /// <param name="what">What it is the name of.</param>
    /// <param name="text">The name.</param>
    public static string? ProblemOf(string what, string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return FormattableString.Invariant($"its {what} is no valid Unicode: character {i + 1} is half of a surrogate pair (U+{(int)text[i]:X4})");
            }
        }

        return null;
    }

    /// <summary>As <see cref="ProblemOf"/> for a name in the assembly's metadata, where the runtime has replaced what is not valid.</summary>
    public static string? ProblemOfMetadata(string what, string name) => ProblemOf(what, name)
        ?? (name.Contains(Replacement, StringComparison.Ordinal) ? $"its {what} is no valid Unicode" : null);
}
