using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>query-information</c> and <c>set-information</c>.</summary>
internal static class InformationTable
{
    private static readonly Dictionary<string, uint> Classes = new(StringComparer.Ordinal)
    {
        ["FileBasicInformation"] = 4,
        ["FileStandardInformation"] = 5,
        ["FileInternalInformation"] = 6,
        ["FileEaInformation"] = 7,
        ["FileNameInformation"] = 9,
        ["FileRenameInformation"] = 10,
        ["FileLinkInformation"] = 11,
        ["FileDispositionInformation"] = 13,
        ["FileAllInformation"] = 18,
        ["FileAllocationInformation"] = 19,
        ["FileEndOfFileInformation"] = 20,
        ["FileStreamInformation"] = 22,
        ["FilePipeInformation"] = 23,
        ["FilePipeLocalInformation"] = 24,
        ["FileNetworkOpenInformation"] = 34,
        ["FileAttributeTagInformation"] = 35,
    };

    // The I/O manager answers these itself, the position that of a synchronous handle.
    private static readonly Dictionary<uint, string> NeverSent = new()
    {
        [8] = "FileAccessInformation",
        [14] = "FilePositionInformation",
        [16] = "FileModeInformation",
        [17] = "FileAlignmentInformation",
    };

    private const uint LastClass = 255;

    private static readonly Key<FileInformationClass> Class = new("class", new ScalarKind<FileInformationClass>
    {
        Phrase = "a class of information such as FileStandardInformation or 5",
        Code = DiagnosticCodes.UnknownWord,
        Parse = (text, _) => ParseClass(text),
        JsonSchema = () => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = LastClass },
                new JsonObject { ["type"] = "string", ["pattern"] = "^(File[A-Za-z]+Information|0[xX][0-9a-fA-F]+)$" }),
        },
    }, "The FILE_INFORMATION_CLASS, by name or number.", "FileStandardInformation", "5")
    {
        IsRequired = true,
    };

    private static readonly Key<long> Length = new("out", OperationKeys.Length("a length of the output buffer"), "Length of the output buffer in bytes.", "24")
    {
        IsRequired = true,
    };

    private static readonly Key<DataLiteral> Data = new("data", DataLiterals.Data, "The structure of the class.", "\"hex:00 10 00 00 00 00 00 00\"")
    {
        IsRequired = true,
    };

    private static readonly ObjectKind<Operation> Query = new()
    {
        Name = "query-information",
        Phrase = "'query-information'",
        Keys = [OperationKeys.On, Class, Length, OperationKeys.Varies, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => new QueryInformationOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            Handle = fields.Get(OperationKeys.On, ""),
            Class = fields.Get(Class, default),
            OutputLength = (int)fields.Get(Length, 0),
            Varies = OperationKeys.VariesOf(fields, fields.Get(Length, DataLiteral.MaximumLength)),
        },
    };

    private static readonly ObjectKind<Operation> Set = new()
    {
        Name = "set-information",
        Phrase = "'set-information'",
        Keys = [OperationKeys.On, Class, Data, OperationKeys.Status, OperationKeys.Name],
        BuildsIncomplete = true,
        Build = fields => new SetInformationOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            Handle = fields.Get(OperationKeys.On, ""),
            Class = fields.Get(Class, default),
            Data = fields.Get(Data, new FillData { Count = 0, Value = 0 }),
        },
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("query-information", "IRP_MJ_QUERY_INFORMATION.", Query, "query-information: { on: h, class: FileStandardInformation, out: 24 }"),
        new("set-information", "IRP_MJ_SET_INFORMATION.", Set,
            "set-information: { on: h, class: FileEndOfFileInformation, data: \"hex:00 10 00 00 00 00 00 00\" }"),
    ];

    private static Parsed<FileInformationClass> ParseClass(string text)
    {
        bool isNumber = text.Length > 0 && char.IsAsciiDigit(text[0]);
        Parsed<ulong> number = isNumber ? Numbers.Parse(text, 0, LastClass) : default;
        if (isNumber && number.Problem is not null)
        {
            return number.As<FileInformationClass>();
        }

        uint value = isNumber ? (uint)number.Value : Classes.GetValueOrDefault(text);
        if ((isNumber && NeverSent.ContainsKey(value)) || NeverSent.ContainsValue(text))
        {
            return Parsed<FileInformationClass>.Wrong("never reaches a driver: the I/O manager answers it itself");
        }

        return isNumber || value != 0
            ? new FileInformationClass(value, text)
            : new Parsed<FileInformationClass> { Problem = "is not a known class of information (any can be written as a number)", Known = Classes.Keys };
    }
}
