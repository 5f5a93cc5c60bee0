using System.Buffers;
using System.Text;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Syntax;

/// <summary>From bytes to text: everything that is not plain UTF-8 of a sensible length is refused here, with a reason.</summary>
internal static class ScriptDecoder
{
    /// <summary>Longest script in bytes.</summary>
    public const int MaximumLength = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // C0 without tab and line ends, DEL and C1.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    // Line separators that editors count differently, and the direction marks of the "Trojan Source" trick; a BOM inside the text likewise.
    private static readonly SearchValues<char> Invisibles =
        SearchValues.Create("\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061C\uFEFF");

    /// <summary>Decodes a script.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="diagnostics">The bag that takes the reason why there is no text.</param>
    /// <returns>The text, or null if there is none to work with.</returns>
    public static SourceText? Decode(ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        SourceSpan start = SourceSpan.At(1, 1);
        if (bytes.Length > MaximumLength)
        {
            diagnostics.Add(DiagnosticCodes.TooLarge, start,
                FormattableString.Invariant($"the file has {bytes.Length} bytes; a script may have {MaximumLength}"));
            return null;
        }

        if (WrongEncoding(bytes) is { } encoding)
        {
            diagnostics.Add(DiagnosticCodes.WrongEncoding, start, $"the file is {encoding}; save it as UTF-8");
            return null;
        }

        ReadOnlySpan<byte> content = WithoutMark(bytes);
        if (Text(content) is not { } text)
        {
            (int line, int column) = InvalidPosition(content);
            diagnostics.Add(DiagnosticCodes.WrongEncoding, SourceSpan.At(line, column),
                "the file is not UTF-8: the bytes here are no character (an older Windows code page?); save it as UTF-8");
            return null;
        }

        var source = new SourceText(text);
        diagnostics.Text = source;
        return HasOnlyVisible(source, diagnostics) ? source : null;
    }

    /// <summary>Cuts off a UTF-8 byte order mark.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>The rest.</returns>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static string? WrongEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return "UTF-32";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return "UTF-16";
        }

        // Without a mark: ASCII text in UTF-16 has a zero in every second byte.
        bool looksWide = bytes.Length >= 4 && bytes.Length % 2 == 0
            && ((bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
                || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0));
        return looksWide ? "UTF-16 without a byte order mark" : null;
    }

    private static string? Text(ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static (int Line, int Column) InvalidPosition(ReadOnlySpan<byte> content)
    {
        int valid = 0;
        while (Rune.DecodeFromUtf8(content[valid..], out _, out int length) == OperationStatus.Done)
        {
            valid += length;
        }

        string before = Strict.GetString(content[..valid]);
        return new SourceText(before).Position(before.Length);
    }

    private static bool HasOnlyVisible(SourceText source, DiagnosticBag diagnostics)
    {
        int control = source.Text.AsSpan().IndexOfAny(Controls);
        if (control >= 0)
        {
            Report(DiagnosticCodes.BinaryContent, control, "a script is text without control characters");
            return false;
        }

        int invisible = source.Text.AsSpan().IndexOfAny(Invisibles);
        if (invisible >= 0)
        {
            Report(DiagnosticCodes.InvisibleCharacter, invisible, "it makes the script look different from what it says");
        }

        return invisible < 0;

        void Report(DiagnosticCode code, int offset, string why)
        {
            (int line, int column) = source.Position(offset);
            string found = FormattableString.Invariant($"the character U+{(int)source.Text[offset]:X4} is refused: {why}");
            diagnostics.Add(code, SourceSpan.At(line, column), found);
        }
    }
}
