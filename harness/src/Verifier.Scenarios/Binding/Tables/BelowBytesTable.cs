using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>Bytes of a request that reaches the device below: those that it must hold, and those that the answer writes.</summary>
internal static class BelowBytesTable
{
    private const int LargestOffset = 1 << 20;

    /// <summary>The buffers and structures of a request.</summary>
    public static WordKind<BelowBuffer> BufferWord { get; } = new("a buffer of a request",
        new Word<BelowBuffer>("system-buffer", BelowBuffer.SystemBuffer, "AssociatedIrp.SystemBuffer."),
        new Word<BelowBuffer>("user-buffer", BelowBuffer.UserBuffer, "UserBuffer, the output of METHOD_NEITHER."),
        new Word<BelowBuffer>("mdl", BelowBuffer.Mdl, "The pages that MdlAddress describes."),
        new Word<BelowBuffer>("type3", BelowBuffer.Type3, "Parameters.DeviceIoControl.Type3InputBuffer."),
        new Word<BelowBuffer>("argument1", BelowBuffer.Argument1, "The structure at Parameters.Others.Argument1, such as an URB."),
        new Word<BelowBuffer>("argument2", BelowBuffer.Argument2, "The structure at Parameters.Others.Argument2."),
        new Word<BelowBuffer>("argument3", BelowBuffer.Argument3, "The structure at Parameters.Others.Argument3."),
        new Word<BelowBuffer>("argument4", BelowBuffer.Argument4, "The structure at Parameters.Others.Argument4."));

    private static readonly Key<BelowBuffer> In = new("in", BufferWord, "Where they are.", "argument1") { IsRequired = true };

    private static readonly Key<BelowBuffer> Into = new("into", BufferWord, "Where they go.", "system-buffer") { IsRequired = true };

    private static readonly Key<int> At = new("at", Offset("an offset in bytes"),
        "Offset in bytes; behind the pointer, if one is followed. Default: 0.", "2");

    private static readonly Key<int> PointerAt = new("pointer-at", Offset("the offset of a pointer"),
        "Offset of a pointer in it, which is followed first. Default: none is.", "0x28");

    private static readonly Key<int> MdlAt = new("mdl-at", Offset("the offset of a pointer to an MDL"),
        "Offset of a pointer in it to an MDL, whose pages are meant. Default: none is.", "0x30");

    private static readonly Key<DataLiteral> Data = new("data", DataLiterals.Data, "The bytes.", "\"hex:0B 00\"") { IsRequired = true };

    /// <summary>Bytes that a request must hold.</summary>
    public static IKind<ImmutableArray<BelowBytes>> Matches { get; } = OneOrMore(Table("below-has", "'has'", In));

    /// <summary>Bytes that an answer writes.</summary>
    public static IKind<ImmutableArray<BelowBytes>> Puts { get; } = OneOrMore(Table("below-put", "'put'", Into));

    private static IKind<int> Offset(string phrase) => Numbers.Int(phrase, 0, LargestOffset);

    private static ObjectKind<BelowBytes> Table(string name, string phrase, Key<BelowBuffer> place) => new()
    {
        Name = name,
        Phrase = phrase,
        Keys = [place, PointerAt, MdlAt, At, Data],
        Build = fields => Make(fields, place),
    };

    private static ShapeKind<ImmutableArray<BelowBytes>> OneOrMore(ObjectKind<BelowBytes> table) => new("one place with its bytes, or a list of them")
    {
        Map = new SelectKind<BelowBytes, ImmutableArray<BelowBytes>>(table, (bytes, _, _) => [bytes]),
        List = new ListKind<BelowBytes>(table, "places"),
    };

    private static BelowBytes Make(Fields fields, Key<BelowBuffer> place)
    {
        if (fields.Has(PointerAt) && fields.Has(MdlAt))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(MdlAt),
                "'pointer-at' and 'mdl-at' exclude each other: one pointer is followed; write two places");
        }

        return new BelowBytes
        {
            Source = fields.Span,
            Buffer = fields.Get(place),
            At = fields.Get(At, 0),
            PointerAt = fields.Value(PointerAt),
            MdlAt = fields.Value(MdlAt),
            Data = fields.Get(Data),
        };
    }
}
