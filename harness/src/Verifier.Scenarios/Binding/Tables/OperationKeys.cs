using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
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

    /// <summary>A length of a buffer.</summary>
    /// <param name="phrase">What it is, with an article.</param>
    /// <returns>The kind.</returns>
    public static IKind<long> Length(string phrase) => Quantities.Size(phrase, 0, DataLiteral.MaximumLength);
}
