namespace Verifier.Cli.Text;

/// <summary>A word of a command, so that a shell reads it as one and does nothing that stands in it.</summary>
internal static class ShellWord
{
    // What shells replace between double quotes.
    private const string Live = "\"$`!%\\";

    /// <summary>The word as it is if no shell sees more in it, between double quotes if that is enough for all, otherwise between single ones.</summary>
    public static string Of(string text) => Of(text, OperatingSystem.IsWindows());

    /// <summary>The same for a system.</summary>
    public static string Of(string text, bool isWindows)
    {
        if (text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '+' || (isWindows && c == '\\')))
        {
            return text;
        }

        if (!text.Any(c => Live.Contains(c, StringComparison.Ordinal) && !(isWindows && c == '\\')))
        {
            return $"\"{text}\"";
        }

        // PowerShell doubles a single quote; others end the word, escape it, and begin again.
        return $"'{text.Replace("'", isWindows ? "''" : "'\\''", StringComparison.Ordinal)}'";
    }
}
