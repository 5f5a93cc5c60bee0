using System.Diagnostics;
using Verifier.Benchmarks.Tables;
using Verifier.Binaries;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;
using Verifier.Binaries.Tests.Building;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Benchmarks;

/// <summary>
/// What a call of the kernel costs a compiled driver: out of native code, the call itself in C#, and back. A driver whose entry
/// point makes many calls, and one that makes one: the difference counts, for loading is in both.
/// </summary>
internal static class KernelCalls
{
    // The just-in-time compiler replaces what it has compiled in haste only seconds after the start.
    private const int RoundsBefore = 40_000;
    private const int Rounds = 501;

    // So few that a round ends before the host gives the processor to another process: that would count as 4 ms of the calls.
    private const int Turns = 2_000;

    public static IEnumerable<Row> Measure()
    {
        using var machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!, isShared: true);
        return
        [
            Row.Of("a kernel call from native code: PsGetCurrentProcess", TimesOf(machine, "IoGetCurrentProcess", null)),
            Row.Of("… half of ExAllocatePoolWithTag and ExFreePoolWithTag, 64 bytes", TimesOf(machine, "ExAllocatePoolWithTag", "ExFreePoolWithTag").Select(time => time / 2)),
        ];
    }

    // Of one turn of the loop. Loading is taken from each round as its median.
    private static double[] TimesOf(Machine machine, string first, string? second)
    {
        var (many, one) = (Driver(first, second, Turns), Driver(first, second, 1));
        var rounds = Enumerable.Range(0, RoundsBefore + Rounds).Select(_ => (Many: TimeOf(machine, many), One: TimeOf(machine, one))).Skip(RoundsBefore).ToList();
        var loading = rounds.Select(round => round.One).Order().ElementAt(Rounds / 2);
        return [.. rounds.Select(round => (round.Many - loading) / (Turns - 1))];
    }

    private static double TimeOf(Machine machine, CompiledDriver driver)
    {
        machine.Reset(machine.Profile);
        var began = Stopwatch.GetTimestamp();
        var status = machine.Drivers.Load(driver);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        return status == NTSTATUS.STATUS_SUCCESS ? elapsed : throw new InvalidOperationException($"The driver returned {status}.");
    }

    // The result of the first routine, if there is a second, is the first argument of the second.
    private static CompiledDriver Driver(string first, string? second, int turns)
    {
        const string kernel = "ntoskrnl.exe";
        const uint tag = 0x68636E42;
        var image = new PeImageBuilder();
        var slots = image.Imports(kernel, second is null ? [first] : [first, second]);
        image.Text.Assemble(code =>
        {
            var again = code.CreateLabel();
            code.push(rbx);
            code.sub(rsp, 0x20);
            code.mov(ebx, turns);
            code.Label(ref again);
            code.xor(ecx, ecx);
            code.mov(edx, 64);
            code.mov(r8d, tag);
            code.CallThrough(image.Address(slots[0]));
            if (second is not null)
            {
                code.mov(rcx, rax);
                code.mov(edx, tag);
                code.CallThrough(image.Address(slots[1]));
            }

            code.dec(ebx);
            code.jne(again);
            code.xor(eax, eax);
            code.add(rsp, 0x20);
            code.pop(rbx);
            code.ret();
        });
        return new CompiledDriver("calls", PeFile.Parse(image.Build()), ImageSymbols.None);
    }
}
