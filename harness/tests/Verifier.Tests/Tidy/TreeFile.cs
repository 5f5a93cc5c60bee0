namespace Verifier.Tests.Tidy;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the repository root, with <c>/</c>.</param>
/// <param name="Text">Its whole content.</param>
internal sealed record TreeFile(string Path, string Text)
{
    /// <summary>The file's name without its folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The lines with their numbers, from 1.</summary>
    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line.TrimEnd('\r')));

    /// <summary>The line before line <paramref name="number"/>, empty before the first.</summary>
    public string LineBefore(int number) => number < 2 ? "" : Text.Split('\n')[number - 2].Trim();

    /// <summary>The number of the line that holds the character at <paramref name="index"/>.</summary>
    public int LineOf(int index) => 1 + Text.AsSpan(0, index).Count('\n');
}
