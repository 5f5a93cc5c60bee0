using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Benchmarks;

/// <summary>
/// One allocation and its free, 64 bytes of nonpaged pool, called as a driver calls them: straight, and through the interception layer
/// with no rule, with one n-th rule armed, with ten rules; next to the host's malloc and free called from .NET.
/// </summary>
public class PoolPair
{
    private const ulong Bytes = 64;

    private static readonly PoolTag Tag = "Bnch";

    private Machine _machine = null!;
    private PoolDriver _driver = null!;

    [GlobalSetup(Target = nameof(Unverified))]
    public void SetupUnverified() => Boot(null);

    [GlobalSetup(Target = nameof(NoRule))]
    public void SetupNoRule() => Boot(0);

    [GlobalSetup(Target = nameof(NthArmed))]
    public void SetupNth() => Boot(1);

    [GlobalSetup(Target = nameof(TenRules))]
    public void SetupTen() => Boot(10);

    [GlobalCleanup]
    public void Cleanup() => _machine?.Dispose();

    [Benchmark(Baseline = true)]
    public unsafe void MallocFree() => NativeMemory.Free(NativeMemory.Alloc((nuint)Bytes));

    [Benchmark]
    public void Unverified() => Pair();

    [Benchmark]
    public void NoRule() => Pair();

    [Benchmark]
    public void NthArmed() => Pair();

    [Benchmark]
    public void TenRules() => Pair();

    private void Pair() => _driver.ExFreePoolWithTag(_driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, Bytes, Tag), Tag);

    private void Boot(int? rules)
    {
        _machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!);
        _machine.Gate.CallLimit = long.MaxValue;
        _driver = new PoolDriver();
        ModelSource.Map(_machine, _driver);
        if (rules is { } count)
        {
            _driver.Image.Thunk = new InterceptionLayer(_machine, new FaultRules(Rules(count), seed: 0), new Trace(keepsEvents: false));
        }
    }

    // Armed for a call that never comes: what a sweep's run pays before its fault point.
    private static ImmutableArray<PlannedRule> Rules(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new PlannedRule
        {
            Index = i,
            Name = "armed",
            Origin = RuleOrigin.Script,
            Targets = [DdiCatalogue.Find("ExAllocatePoolWithTag")!],
            When = new FaultWhen { Nth = [new OrdinalRange(long.MaxValue - i, long.MaxValue - i)] },
        }),
    ];
}
