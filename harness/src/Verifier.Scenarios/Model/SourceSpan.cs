namespace Verifier.Scenarios.Model;

/// <summary>
/// A stretch of a script. Lines and columns are 1-based and count UTF-16 code units, as editors do; the end column is the first one
/// that does not belong to the stretch. The default value (line 0) means "nowhere".
/// </summary>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">Column after the last character.</param>
public readonly record struct SourceSpan(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>A stretch inside one line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="column">First column.</param>
    /// <param name="length">Number of characters, at least 0.</param>
    /// <returns>The span.</returns>
    public static SourceSpan At(int line, int column, int length = 1) => new(line, column, line, column + length);

    /// <summary>Prints <c>line,column</c>, the form MSBuild puts in brackets.</summary>
    /// <returns>The start position.</returns>
    public override string ToString() => FormattableString.Invariant($"{Line},{Column}");
}
