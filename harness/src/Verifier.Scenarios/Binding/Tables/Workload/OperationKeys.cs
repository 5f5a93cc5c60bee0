using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>The keys that several operations share, spelled and described once.</summary>
internal static class OperationKeys
{
    /// <summary>Name of the operation.</summary>
    public static Key<string> Name { get; } = new("name", Texts.Declaration,
        "Name of this operation, for reports, check, cancel, wait and fault rules.", "read-back");

    /// <summary>The statuses an operation is meant to end with.</summary>
    public static Key<ImmutableArray<StatusCode>> Status { get; } = new("status",
        new ListKind<StatusCode>(NamedCodes.Status, "statuses") { AllowsSingle = true },
        "The status it ends with when nothing is made to fail; one of several if a list. Default: any success.",
        "STATUS_CANCELLED", "[STATUS_SUCCESS, STATUS_INSUFFICIENT_RESOURCES]");

    /// <summary>The handle a request goes to.</summary>
    public static Key<string> On { get; } = new("on", Texts.Name, "The handle: the `as` of an earlier open.", "h") { IsRequired = true };

    /// <summary>Whether the workload waits for the request.</summary>
    public static Key<bool> Overlapped { get; } = new("overlapped", Texts.Switch,
        "If true, the workload goes on while the request is pending; `wait` and `cancel` refer to it by name. Default: false.", "true");

    /// <summary>Output length.</summary>
    public static Key<long> Out { get; } = new("out", Length("an output length in bytes"),
        "Length of the output buffer in bytes. Default: 0.", "64", "4KiB");

    /// <summary>Input data.</summary>
    public static Key<DataLiteral> In { get; } = new("in", DataLiterals.Data, "Input bytes. Default: no input buffer.", "\"text:first\"",
        "\"hex:01 00\"");

    /// <summary>Bytes of the output that are not compared.</summary>
    public static Key<ImmutableArray<ByteRange>> Varies { get; } = new("varies", ByteRanges.List,
        "Bytes of the output, counted from 0, that may differ from run to run, such as a counter; they are not compared. Default: none.",
        "4..7", "[0, 4..7]");

    /// <summary>Fewest bytes that a transfer may have.</summary>
    public static Key<long> AtLeast { get; } = new("at-least", Length("a number of bytes"),
        "Fewest bytes that a success may transfer when memory is short. Default: as many as without a fault.", "1", "512");

    /// <summary>A byte offset.</summary>
    public static Key<long> Offset { get; } = new("offset", Quantities.Size("a byte offset", 0, long.MaxValue),
        "Byte offset. Default: 0.", "512");

    /// <summary>The operations of a block.</summary>
    public static Key<ImmutableArray<Operation>> Do { get; } = new("do",
        new DeferredKind<ImmutableArray<Operation>>(() => WorkloadTable.Operations),
        "The operations, in order.", "[ { advance: 10ms } ]")
    { IsRequired = true };

    /// <summary>Which pool.</summary>
    public static Key<PoolKind> Pool { get; } = new("pool", PoolWord, "Which pool. Default: nonpaged.", "paged");

    /// <summary>The pools.</summary>
    public static WordKind<PoolKind> PoolWord => new("a pool",
        new Word<PoolKind>("nonpaged", PoolKind.Nonpaged, "The nonpaged pool."),
        new Word<PoolKind>("paged", PoolKind.Paged, "The paged pool."));

    /// <summary>The varying bytes of an operation, if its output has them.</summary>
    /// <param name="fields">The operation's values.</param>
    /// <param name="length">Bytes of the output.</param>
    /// <returns>The bytes.</returns>
    public static ImmutableArray<ByteRange> VariesOf(Fields fields, long length)
    {
        ImmutableArray<ByteRange> ranges = fields.Get(Varies, []);
        if (!ranges.IsEmpty && ranges[^1].Last >= length)
        {
            string has = length == 0 ? "there is no output" : FormattableString.Invariant($"the output has bytes 0 to {length - 1}");
            fields.Context.Report(DiagnosticCodes.OutOfRange, fields.SpanOf(Varies),
                FormattableString.Invariant($"'varies' names byte {ranges[^1].Last}, but {has}"));
        }

        return ranges;
    }

    /// <summary>The fewest bytes of a transfer, if it has so many.</summary>
    /// <param name="fields">The operation's values.</param>
    /// <param name="length">Bytes asked for.</param>
    /// <returns>The number, or null.</returns>
    public static int? AtLeastOf(Fields fields, long length)
    {
        int? least = (int?)fields.Value(AtLeast);
        if (least > length)
        {
            fields.Context.Report(DiagnosticCodes.OutOfRange, fields.SpanOf(AtLeast),
                FormattableString.Invariant($"'at-least' is {least}, but only {length} bytes are asked for"));
        }

        return least;
    }

    /// <summary>A length of a buffer.</summary>
    /// <param name="phrase">What it is, with an article.</param>
    /// <returns>The kind.</returns>
    public static IKind<long> Length(string phrase) => Quantities.Size(phrase, 0, DataLiteral.MaximumLength);
}
