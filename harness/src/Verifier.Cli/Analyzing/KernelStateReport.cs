using Verifier.Cli.Text;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Cli.Analyzing;

/// <summary>The kernel at one moment in the shape of <c>!verifier 3</c>, <c>!poolused</c> and <c>!irp</c>.</summary>
internal sealed class KernelStateReport(TextWriter output)
{
    // Counters as !verifier words them, in its order; those of bytes are shown behind their counts.
    private static readonly (string Name, string Shown)[] s_counters =
    [
        ("RaiseIrqls", "RaiseIrqls"),
        ("AcquireSpinLocks", "AcquireSpinLocks"),
        ("SynchronizeExecutions", "Synch Executions"),
        ("Trims", "Trims"),
        ("AllocationsAttempted", "Pool Allocations Attempted"),
        ("AllocationsSucceeded", "Pool Allocations Succeeded"),
        ("AllocationsSucceededSpecialPool", "Pool Allocations Succeeded SpecialPool"),
        ("AllocationsWithNoTag", "Pool Allocations With NO TAG"),
        ("AllocationsFailed", "Pool Allocations Failed"),
        ("AllocationsFailedDeliberately", "Resource Allocations Failed Deliberately"),
        ("Loads", "Loads"),
        ("Unloads", "Unloads"),
        ("UnTrackedPool", "Pool Allocations Not Tracked"),
    ];

    private static readonly (string Count, string Bytes, string Shown)[] s_sums =
    [
        ("CurrentPagedPoolAllocations", "PagedPoolUsageInBytes", "Current paged pool allocations"),
        ("PeakPagedPoolAllocations", "PeakPagedPoolUsageInBytes", "Peak paged pool allocations"),
        ("CurrentNonPagedPoolAllocations", "NonPagedPoolUsageInBytes", "Current nonpaged pool allocations"),
        ("PeakNonPagedPoolAllocations", "PeakNonPagedPoolUsageInBytes", "Peak nonpaged pool allocations"),
    ];

    /// <summary>Writes the views.</summary>
    public void Write(RunObservation run, KernelState kernel)
    {
        Verifier(run, kernel);
        Held(run, kernel);
        PoolUsed(kernel);
        Irps(kernel);
    }

    private void Verifier(RunObservation run, KernelState kernel)
    {
        var counters = run.Counters.ToDictionary(c => c.Key, c => c.Value);
        output.WriteLine();
        output.WriteLine($"!verifier 3 {Printable.Line(run.Plan.Driver.Name)}");
        output.WriteLine(FormattableString.Invariant($"  Verify Flags Level 0x{kernel.VerifierFlags:x8}, IRQL {kernel.Irql}"));
        foreach (var (name, shown) in s_counters.Where(c => counters.ContainsKey(c.Name)))
        {
            output.WriteLine(FormattableString.Invariant($"  {shown,-42} 0x{counters[name]:x}"));
        }

        foreach (var (count, bytes, shown) in s_sums.Where(s => counters.ContainsKey(s.Count)))
        {
            output.WriteLine(FormattableString.Invariant($"  {shown,-42} 0x{counters[count]:x} for {counters[bytes]:X8} {Counted.Noun((ulong)counters[bytes], "byte")}"));
        }
    }

    private void Held(RunObservation run, KernelState kernel)
    {
        output.WriteLine();
        output.WriteLine($"held by {Printable.Line(run.Plan.Driver.Name)}{(run.Stop is null ? " at the end" : " when the machine stopped")}: {kernel.Held.Length}");
        foreach (var held in kernel.Held)
        {
            output.WriteLine(FormattableString.Invariant($"  {held.Address:x16}  call {held.CallNumber,5}  {Printable.Line(held.ToString())}"));
        }
    }

    private void PoolUsed(KernelState kernel)
    {
        output.WriteLine();
        output.WriteLine("!poolused");
        var table = new TextTable("  ", "Tag", "Type", ">Allocs", ">Frees", ">Diff", ">Bytes", ">Per Alloc");
        foreach (var tag in kernel.Tags)
        {
            table.Add(string.Empty, Printable.Line(tag.Tag), tag.IsPaged ? "Paged" : "Nonp", tag.Allocs, tag.Frees, tag.Diff, tag.Bytes, tag.PerAlloc);
        }

        table.WriteTo(output);
    }

    private void Irps(KernelState kernel)
    {
        foreach (var irp in kernel.Irps)
        {
            output.WriteLine();
            output.WriteLine(FormattableString.Invariant($"!irp {irp.Address:x16} ({irp.Kind}{(irp.Request.Length > 0 ? $", {Printable.Line(irp.Request)}" : string.Empty)})"));
            var place = irp.CurrentLocation > irp.StackCount ? "not sent yet, or complete" : FormattableString.Invariant($"{irp.CurrentLocation} is current");
            output.WriteLine(FormattableString.Invariant(
                $"  Irp is {(irp.IsComplete ? "complete" : "active")} with {Words.Count(irp.StackCount, "stack")}, {place}; IoStatus {irp.Status}, Information {irp.Information}"));
            output.WriteLine($"  cancel routine: {Printable.Line(irp.CancelRoutine ?? "none")}");
            foreach (var location in irp.Locations.Where(l => l.Device is not null))
            {
                var mark = location.Number == irp.CurrentLocation ? '>' : ' ';
                var pending = location.IsPending ? ", pending" : string.Empty;
                var completion = location.CompletionRoutine is { } routine ? $", then {Printable.Line(routine)}" : string.Empty;
                output.WriteLine($" {mark}[{Printable.Line(location.Function)}] {Printable.Line(location.Device!)}{pending}{completion}");
            }
        }

        if (kernel.Irps.IsEmpty)
        {
            output.WriteLine();
            output.WriteLine("!irp: there is none");
        }
    }
}
