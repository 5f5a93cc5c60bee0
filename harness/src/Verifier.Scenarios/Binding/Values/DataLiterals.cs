using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Bytes for a driver: <c>text:</c>, <c>hex:</c>, <c>fill:</c>, <c>random:</c>, <c>file:</c>.</summary>
internal static class DataLiterals
{
    private static readonly string[] Prefixes = ["text:", "hex:", "fill:", "random:", "file:"];

    /// <summary>A data literal.</summary>
    public static IKind<DataLiteral> Data { get; } = new SelectKind<DataLiteral, DataLiteral>(
        new ScalarKind<DataLiteral>
        {
            Phrase = "data such as \"text:first\", \"hex:00 FF\", \"fill:1500:AA\", \"random:64\" or \"file:input.bin\"",
            Code = DiagnosticCodes.BadData,
            AllowsLines = true,
            Parse = Parse,
            JsonSchema = () => new JsonObject { ["type"] = "string", ["pattern"] = "^(text|hex|fill|random|file):" },
        },
        (data, span, _) => data with { Source = span });

    /// <summary>Parses a data literal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">The script.</param>
    /// <returns>The data or what is wrong.</returns>
    public static Parsed<DataLiteral> Parse(string text, BindingContext context)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string content = text[(colon + 1)..];
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "text" => Bounded(Encoding.UTF8.GetBytes(content)),
            "hex" => Hex(content),
            "fill" => Fill(content),
            "random" => Random(content),
            "file" => File(content, context),
            _ => new Parsed<DataLiteral> { Problem = "does not start with a kind of data", Known = Prefixes, IsListed = true },
        };
    }

    private static Parsed<DataLiteral> Bounded(byte[] bytes) => new LiteralData { Bytes = ImmutableArray.Create(bytes) };

    private static Parsed<DataLiteral> Hex(string content)
    {
        string digits = string.Concat(content.Where(c => c is not (' ' or '\n')));
        if (digits.Length % 2 != 0)
        {
            return Parsed<DataLiteral>.Wrong("has an odd number of hex digits");
        }

        return digits.All(char.IsAsciiHexDigit)
            ? Bounded(Convert.FromHexString(digits))
            : Parsed<DataLiteral>.Wrong("has something else than hex digits and spaces behind 'hex:'");
    }

    private static Parsed<DataLiteral> Fill(string content)
    {
        string[] parts = content.Split(':');
        bool hasByte = parts.Length == 2 && parts[1].Length is 1 or 2
            && byte.TryParse(parts[^1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        if (!hasByte)
        {
            return Parsed<DataLiteral>.Wrong("is not fill:LENGTH:BYTE with the byte as two hex digits, such as fill:1500:AA");
        }

        Parsed<long> length = Quantities.ParseSize(parts[0], 0, DataLiteral.MaximumLength);
        byte value = byte.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return length.Problem is null ? new FillData { Count = (int)length.Value, Value = value } : WrongLength(parts[0], length);
    }

    private static Parsed<DataLiteral> Random(string content)
    {
        Parsed<long> length = Quantities.ParseSize(content, 0, DataLiteral.MaximumLength);
        return length.Problem is null ? new RandomData { Count = (int)length.Value } : WrongLength(content, length);
    }

    private static Parsed<DataLiteral> WrongLength(string text, Parsed<long> length) =>
        Parsed<DataLiteral>.Wrong($"has no usable length: '{text}' {length.Problem}", length.Code);

    private static Parsed<DataLiteral> File(string path, BindingContext context)
    {
        if (PathProblem(path) is { } refusal)
        {
            return Parsed<DataLiteral>.Wrong($"is refused: {refusal}", DiagnosticCodes.BadFile);
        }

        (ImmutableArray<byte> bytes, string? problem) = context.Files.Read(path, DataLiteral.MaximumLength);
        return problem is null
            ? new FileData { Path = path, Bytes = bytes }
            : Parsed<DataLiteral>.Wrong($"cannot be used: the file {problem}", DiagnosticCodes.BadFile);
    }

    private static string? PathProblem(string path)
    {
        if (path.Length is 0 or > 260)
        {
            return "a path of 1 to 260 characters belongs behind 'file:'";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "write '/' between folders, on every system";
        }

        if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal))
        {
            return "the path must be relative to the scenario's folder";
        }

        return path.Split('/').Any(IsRefusedSegment)
            ? "the path may not leave the scenario's folder or use names that some systems treat specially"
            : null;
    }

    // '..' and '.' lead away; an ending dot or space and the old device names (CON, NUL, COM1) mean something else on Windows.
    private static bool IsRefusedSegment(string segment)
    {
        string stem = segment.Split('.')[0].TrimEnd().ToUpperInvariant();
        bool isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is "COM" or "LPT" && char.IsDigit(stem[3]));
        return segment.Length == 0 || segment[^1] is '.' or ' ' || isDevice
            || segment.Any(c => char.IsControl(c) || c is '*' or '?' or '"' or '<' or '>' or '|');
    }
}
