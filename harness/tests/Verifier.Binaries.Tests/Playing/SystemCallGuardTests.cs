using Verifier.Binaries.Switching;
using Verifier.Kernel;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>Each way to keep a driver from the host's system calls, on a thread that has only this one.</summary>
public sealed class SystemCallGuardTests : CompiledFixture
{
    [Test]
    public void Way_by_itself_makes_a_system_call_a_bug_check([Values("dispatch", "filter")] string way)
    {
        HostThread.RunApart(() =>
        {
            HostThread.Prepare(() => Take(way));
            var stop = AssertStops(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, (code, _) =>
            {
                code.mov(eax, 39);
                code.syscall();
                code.xor(eax, eax);
                code.ret();
            });
            Assert.That(File.Exists("/proc/self/status"), "The harness itself goes on making system calls.");
            return stop;
        });
    }

    private static SystemCallGuardKind Take(string way)
    {
        if (!(way == "filter" ? SystemCallGuard.TryFilter() : SystemCallGuard.TryDispatch()))
        {
            Assert.Ignore($"This host has no {way}.");
        }

        return way == "filter" ? SystemCallGuardKind.Filter : SystemCallGuardKind.Dispatch;
    }
}
