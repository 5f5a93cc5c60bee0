namespace Verifier.Kernel;

/// <summary>Classes and cases of characters in the C locale: ASCII alone has letters.</summary>
internal static class CrtCharacters
{
    /// <summary>The small letter of a capital one; every other character as it is.</summary>
    public static char ToLower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | ' ') : c;

    /// <summary>The capital letter of a small one; every other character as it is.</summary>
    public static char ToUpper(char c) => char.IsAsciiLetterLower(c) ? (char)(c & ~' ') : c;

    /// <summary>True for a blank, tab, line feed, vertical tab, form feed and carriage return.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
