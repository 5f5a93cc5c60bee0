using System.Text.RegularExpressions;

namespace Verifier.Scenarios.Model;

/// <summary>The rule for a scenario's name, which is its file's too, without the extension.</summary>
public static class ScenarioName
{
    /// <summary>The most characters of one.</summary>
    public const int Longest = 100;

    /// <summary>The reason why a text is not a name, to be read after the text.</summary>
    public const string Rule = "is not a name: letters, digits, '-', '_' and '.', at most 100 of them";

    internal const string Pattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$";

    /// <summary>True if a text is a scenario's name.</summary>
    public static bool Is(string text) => Regex.IsMatch(text, Pattern);
}
