namespace Verifier.Cli.Text;

/// <summary>Writes text in a colour.</summary>
internal static class Colours
{
    private const string Off = "\u001b[0m";

    /// <summary>Writes the text, in its colour if colours are wanted.</summary>
    public static void Write(this TextWriter output, Colour colour, string text, bool isWanted)
    {
        if (!isWanted || colour == Colour.None)
        {
            output.Write(text);
            return;
        }

        output.WriteOwn(colour switch
        {
            Colour.Green => "\u001b[32m",
            Colour.Yellow => "\u001b[33m",
            _ => "\u001b[31m",
        });
        output.Write(text);
        output.WriteOwn(Off);
    }

    /// <summary>Writes an escape sequence of the program's own; never text from elsewhere.</summary>
    public static void WriteOwn(this TextWriter output, string sequence)
    {
        if (output is TerminalWriter terminal)
        {
            terminal.WriteOwn(sequence);
        }
        else
        {
            output.Write(sequence);
        }
    }
}
