namespace Verifier.Cli.Text;

/// <summary>One cell of a table.</summary>
/// <param name="Text">The text in it, fit for a terminal.</param>
/// <param name="Colour">Its colour.</param>
internal readonly record struct Cell(string Text, Colour Colour = Colour.None)
{
    /// <summary>A cell of a text from any source, made fit for a terminal.</summary>
    public static implicit operator Cell(string text) => new(Printable.Line(text));

    /// <summary>A cell of a number.</summary>
    public static implicit operator Cell(long number) => new(FormattableString.Invariant($"{number}"));
}
