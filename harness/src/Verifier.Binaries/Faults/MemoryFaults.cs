using Verifier.Binaries.Calls;
using Verifier.Binaries.Exceptions;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Faults;

/// <summary>Page faults of compiled code: the simulated MMU's answer to what the host's found.</summary>
internal sealed class MemoryFaults(Machine machine, CompiledImages images, MissingImports missing, DriverView view)
{
    private readonly FaultHandler _handler = new(machine);

    /// <summary>Returns if the instruction is to be tried again: a page came in, or the view had fallen behind.</summary>
    public void Handle(Invocation call, in RegisterFile registers, ulong address, MemoryAccess access)
    {
        if (access == MemoryAccess.Execute)
        {
            StandBehindCall(call, registers);
        }

        if (missing.At(address) is var (import, chain))
        {
            var kind = access == MemoryAccess.Execute ? UnmodelledKind.Routine : UnmodelledKind.Variable;
            throw machine.Unmodelled(new UnmodelledUse(import.Module, import.Symbol, kind)
            {
                IsModuleLoaded = images.Loaded.Any(image => image.Driver.Module == import.Module),
                Chain = chain,
            });
        }

        if (address - RegionLayout.VirtualBase < (ulong)HostRegion.Bytes)
        {
            HandleInRegion(address, access);
        }
        else
        {
            throw _handler.Fault(address, access);
        }
    }

    private void HandleInRegion(ulong address, MemoryAccess access)
    {
        var page = machine.Pages.PageOf(address);
        var kind = machine.Pages.Kinds[page];
        if (kind.IsPageable() && !machine.Pages.IsResident(page) && !(kind.IsReadOnly() && access == MemoryAccess.Write))
        {
            _handler.PageIn(address, page, access);
            return;
        }

        if (StackSlack.IsGap(machine.Scheduler.Current, address))
        {
            throw machine.BugCheck(Stops.Trap.DoubleFault(address), "The kernel stack of the thread overflowed.");
        }

        if (access == MemoryAccess.Execute && kind.IsPresent() && !kind.IsCode())
        {
            throw machine.BugCheck(Stops.AttemptedExecuteOfNoexecuteMemory(address, 0), $"The driver jumped to 0x{address:X}, which is data.");
        }

        // What the page table allows and the view did not is not the driver's fault: the view must follow, or it is wrong.
        if (IsAllowed(page, access))
        {
            if (!view.Touch(page) && !view.IsBehind)
            {
                throw new InvalidOperationException($"A {access} of 0x{address:X} faulted although its page is {kind}: the driver's view is wrong.");
            }

            return;
        }

        throw _handler.Fault(address, access);
    }

    private bool IsAllowed(int page, MemoryAccess access) => (view.Wanted(page) & access switch
    {
        MemoryAccess.Read => Host.Libc.ProtectRead,
        MemoryAccess.Write => Host.Libc.ProtectWrite,
        _ => Host.Libc.ProtectExecute,
    }) != 0;

    // The target of a bad call has no frame: its caller is found by the return address that the call has just pushed.
    private void StandBehindCall(Invocation call, RegisterFile registers)
    {
        if (StackMemory.TryRead(machine, registers.StackPointer, out ulong returnAddress) && images.At(returnAddress) is not null)
        {
            registers.Rip = returnAddress;
            registers.StackPointer += sizeof(ulong);
            call.StandsAt(registers, isBehindCall: true);
        }
    }
}
