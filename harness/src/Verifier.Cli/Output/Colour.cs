namespace Verifier.Cli.Output;

/// <summary>The few colours in use; the words carry the meaning, colours only help the eye.</summary>
internal enum Colour
{
    /// <summary>The terminal's own.</summary>
    None,

    /// <summary>As it should be.</summary>
    Green,

    /// <summary>Worth a look.</summary>
    Yellow,

    /// <summary>Wrong.</summary>
    Red,
}

/// <summary>Writes text in a colour.</summary>
internal static class Colours
{
    private const string Off = "\u001b[0m";

    /// <summary>The text, in its colour if colours are wanted.</summary>
    public static string Paint(this Colour colour, string text, bool isWanted) => !isWanted
        ? text
        : colour switch
        {
            Colour.Green => $"\u001b[32m{text}{Off}",
            Colour.Yellow => $"\u001b[33m{text}{Off}",
            Colour.Red => $"\u001b[31m{text}{Off}",
            _ => text,
        };
}
