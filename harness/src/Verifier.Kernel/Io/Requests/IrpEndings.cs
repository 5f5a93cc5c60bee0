namespace Verifier.Kernel;

/// <summary>
/// The work of the I/O manager when completion has come to the top of an IRP's stack (harness/docs/facts/io.md#irp-mechanics).
/// </summary>
internal sealed class IrpEndings(Machine machine)
{
    /// <summary>The last part of IoCompleteRequest; null when nothing is called for it.</summary>
    public IEnumerator<KernelAction>? End(ulong irp)
    {
        var view = new Irp(machine, irp);
        view.CurrentLocation = view.StackCount + 2;
        if (machine.Io.Irps.Find(irp) is not { } record)
        {
            return null;
        }

        record.IsComplete = true;
        switch (record.Kind)
        {
            case IrpKind.Associated:
                return EndAssociated(irp);
            case IrpKind.Threaded:
                EndThreaded(irp);
                return null;
            case IrpKind.System:
                machine.Io.Power.VerifyStartedNext(irp);
                machine.Io.Sender.Complete(record.Request!);
                return null;
            case IrpKind.Power:
                return machine.Io.Power.EndRequested(record);
            default:
                // A driver's own: it should have kept the IRP in its completion routine; the I/O manager does not free it.
                return null;
        }
    }

    private IEnumerator<KernelAction> EndAssociated(ulong irp)
    {
        var master = new Irp(machine, irp).MasterIrp.Address;
        machine.Io.Transfers.FreeMdls(irp, areLocked: false);
        machine.Io.Irps.Release(irp);
        var left = new Irp(machine, master).IrpCount - 1;
        SetCount(master, left);
        if (left == 0)
        {
            yield return KernelAction.Run(machine.Io.Completion.Complete(master));
        }
    }

    private void SetCount(ulong master, int count)
    {
        var view = new Irp(machine, master);
        view.IrpCount = count;
    }

    /// <summary>Data back to the driver's buffer, its status block and event, and the IRP is gone.</summary>
    private void EndThreaded(ulong irp)
    {
        var view = new Irp(machine, irp);
        var (status, information, wasPending) = (view.Status, view.Information, view.PendingReturned);
        machine.Io.Transfers.CopyBack(irp);
        machine.Io.Transfers.FreeMdls(irp, areLocked: true);
        var (block, signal) = (view.UserIosb, view.UserEvent.Address);
        CompletionRules.VerifyOnStack(machine, block.Address, signal);
        machine.Io.Irps.Release(irp);

        // An error that was not pending reaches the sender as IoCallDriver's result alone: neither block nor event (ReactOS irp.c).
        if (!status.IsError || wasPending)
        {
            var result = new IoStatusBlock(block) { Status = status, Information = information };
            if (signal != 0)
            {
                machine.Dispatcher.Signal(signal, 1);
            }
        }
    }
}
