using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>What a script may write behind the name of a registry value.</summary>
internal static class RegistryValues
{
    private static readonly string[] Prefixes = ["text:", "expand:", "dword:", "qword:", "hex:", "fill:", "random:", "file:"];

    /// <summary>The types.</summary>
    public static readonly WordKind<RegistryType> TypeWord = new("a type of a registry value",
        new Word<RegistryType>("REG_NONE", RegistryType.None, "No type."),
        new Word<RegistryType>("REG_SZ", RegistryType.Text, "A text in UTF-16 with its terminator."),
        new Word<RegistryType>("REG_EXPAND_SZ", RegistryType.ExpandableText, "A text with environment variables."),
        new Word<RegistryType>("REG_BINARY", RegistryType.Binary, "Bytes."),
        new Word<RegistryType>("REG_DWORD", RegistryType.DWord, "32 bits, the lowest byte first."),
        new Word<RegistryType>("REG_MULTI_SZ", RegistryType.Texts, "Texts with their terminators, and one terminator more."),
        new Word<RegistryType>("REG_QWORD", RegistryType.QWord, "64 bits, the lowest byte first."));

    private static readonly Key<RegistryType> Type = new("type", TypeWord, "The type that the registry says.", "REG_SZ")
    {
        IsRequired = true,
    };

    private static readonly Key<DataLiteral> Data = new("data", DataLiterals.Data,
        "The bytes exactly as the driver gets them, whether they fit the type or not.", "\"hex:64 00 69 00\"")
    {
        IsRequired = true,
    };

    private static readonly IKind<RegistryContent> Scalar = new ScalarKind<RegistryContent>
    {
        Phrase = "a number, or a value such as \"text:disk\", \"qword:0x100000000\" or \"hex:01 02\"",
        Code = DiagnosticCodes.BadRegistryValue,
        AllowsLines = true,
        Parse = Parse,
        JsonSchema = () => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = uint.MaxValue },
                new JsonObject { ["type"] = "string", ["pattern"] = "^((text|expand|dword|qword|hex|fill|random|file):|[0-9]+$|0[xX][0-9a-fA-F]+$)" }),
        },
    };

    private static readonly IKind<string> Item = new ScalarKind<string>
    {
        Phrase = "a text of a REG_MULTI_SZ",
        Code = DiagnosticCodes.BadRegistryValue,
        Parse = (text, _) => text.Length is > 0 and <= Longest ? text : Parsed<string>.Wrong("is empty, which ends a REG_MULTI_SZ, or longer than 16383 characters"),
        JsonSchema = () => new() { ["type"] = new JsonArray("string", "number", "boolean") },
    };

    // An NT string counts its bytes in 16 bits.
    private const int Longest = 16_383;

    /// <summary>The form with the bytes as they are.</summary>
    public static ObjectKind<RegistryContent> Raw { get; } = new()
    {
        Name = "registry-value",
        Phrase = "a registry value",
        Keys = [Type, Data],
        Build = fields => new RegistryContent(fields.Get(Type), fields.Get(Data)),
    };

    /// <summary>All forms.</summary>
    public static IKind<RegistryContent> Kind { get; } = new ShapeKind<RegistryContent>(
        "a number (REG_DWORD), a value such as \"text:disk\" or \"hex:01 02\", a list of texts (REG_MULTI_SZ), or type and data")
    {
        Scalar = Scalar,
        List = new SelectKind<ImmutableArray<string>, RegistryContent>(
            new ListKind<string>(Item, "texts") { AllowsEmpty = true }, (texts, _, _) => OfTexts(texts)),
        Map = Raw,
    };

    /// <summary>Texts as a REG_MULTI_SZ has them: each with its terminator, and one terminator more.</summary>
    public static RegistryContent OfTexts(IEnumerable<string> texts) =>
        new(RegistryType.Texts, Literal(MemoryMarshal.AsBytes((string.Concat(texts.Select(t => t + '\0')) + '\0').AsSpan())));

    /// <summary>A text with its terminator.</summary>
    public static RegistryContent OfText(RegistryType type, string text) => new(type, Literal(MemoryMarshal.AsBytes((text + '\0').AsSpan())));

    /// <summary>A number of 32 or 64 bits.</summary>
    public static RegistryContent OfNumber(RegistryType type, ulong number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, number);
        return new RegistryContent(type, Literal(type == RegistryType.DWord ? bytes[..sizeof(uint)] : bytes));
    }

    private static Parsed<RegistryContent> Parse(string text, BindingContext context)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string content = text[(colon + 1)..];
        return (colon < 0 ? "" : text[..colon]) switch
        {
            "text" => Text(RegistryType.Text, content),
            "expand" => Text(RegistryType.ExpandableText, content),
            "dword" => Number(RegistryType.DWord, content, uint.MaxValue),
            "qword" => Number(RegistryType.QWord, content, ulong.MaxValue),
            "hex" or "fill" or "random" or "file" => Bytes(text, context),
            "" when text.Length > 0 && char.IsAsciiDigit(text[0]) => Number(RegistryType.DWord, text, uint.MaxValue),
            _ => new Parsed<RegistryContent> { Problem = "is neither a number nor a kind of value", Known = Prefixes, IsListed = true },
        };
    }

    private static Parsed<RegistryContent> Text(RegistryType type, string text) => text.Length <= Longest
        ? OfText(type, text)
        : Parsed<RegistryContent>.Wrong("is longer than the 16383 characters that a UNICODE_STRING can count");

    private static Parsed<RegistryContent> Number(RegistryType type, string digits, ulong largest)
    {
        Parsed<ulong> number = Numbers.Parse(digits, 0, largest);
        return number.Problem is null ? OfNumber(type, number.Value)
            : type == RegistryType.DWord && Numbers.Parse(digits, 0, ulong.MaxValue).Problem is null
                ? Parsed<RegistryContent>.Wrong($"does not fit a REG_DWORD; write qword:{digits} for a REG_QWORD", DiagnosticCodes.OutOfRange)
                : number.As<RegistryContent>();
    }

    private static Parsed<RegistryContent> Bytes(string text, BindingContext context)
    {
        Parsed<DataLiteral> data = DataLiterals.Parse(text, context);
        return data.Problem is null
            ? new RegistryContent(RegistryType.Binary, data.Value!)
            : Parsed<RegistryContent>.Wrong(data.Problem, data.Code ?? DiagnosticCodes.BadData);
    }

    private static LiteralData Literal(ReadOnlySpan<byte> bytes) => new() { Bytes = [.. bytes] };
}
