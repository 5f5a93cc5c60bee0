namespace Verifier.Kernel;

/// <summary>The application's side of a request's data: its buffers are filled before, and read when the request is complete.</summary>
internal sealed class UserBuffers(Machine machine)
{
    /// <summary>Gives a request buffers in the application's memory that go with it.</summary>
    public void Allocate(IoRequest request, ReadOnlySpan<byte> input, uint outputLength)
    {
        var buffers = request.Buffers;
        buffers.InputLength = (uint)input.Length;
        buffers.OutputLength = outputLength;
        buffers.AreTemporary = true;
        if (!input.IsEmpty)
        {
            buffers.Input = machine.User.Allocate((uint)input.Length);
            machine.Memory.CopyTo(buffers.Input, input);
        }

        if (outputLength > 0)
        {
            buffers.Output = machine.User.Allocate(outputLength);
        }
    }

    /// <summary>Copies what belongs to the application back to it and takes the nonpaged copies and MDLs away.</summary>
    public void Finish(IoRequest request)
    {
        var view = new Irp(machine, request.Irp);
        var buffers = request.Buffers;
        VerifyInformation(request, view);
        var bytes = (int)Math.Min(request.Information, buffers.OutputLength);
        var copiesBack = (view.Flags & IRP_FLAGS.IRP_INPUT_OPERATION) != 0;
        if (bytes > 0 && !request.Status.IsError)
        {
            request.Output = Bytes(copiesBack ? view.SystemBuffer.Address : buffers.Output, bytes);
            if (copiesBack)
            {
                Write(buffers.Output, request.Output);
            }
        }

        using var work = new KernelWork(machine);
        machine.Io.Transfers.Release(request.Irp);
        machine.Io.Transfers.FreeMdls(request.Irp, areLocked: true);
    }

    // The I/O manager copies in the requester's own context at its leisure; residency is not the driver's concern here.
    private unsafe byte[] Bytes(ulong address, int count) =>
        IsThere(address, count) ? new ReadOnlySpan<byte>(machine.Memory.Own(address), count).ToArray() : [];

    private unsafe void Write(ulong address, byte[] bytes)
    {
        if (IsThere(address, bytes.Length))
        {
            bytes.CopyTo(new Span<byte>(machine.Memory.Own(address), bytes.Length));
        }
    }

    private bool IsThere(ulong address, int count)
    {
        if (address < RegionLayout.VirtualBase || address + (ulong)count > RegionLayout.VirtualBase + HostRegion.Bytes)
        {
            return false;
        }

        var last = machine.Pages.PageOf(address + (ulong)count - 1);
        for (var page = machine.Pages.PageOf(address); page <= last; page++)
        {
            if (machine.Pages.Kinds[page] is not (PageKind.NonPaged or PageKind.Paged))
            {
                return false;
            }
        }

        return true;
    }

    private void VerifyInformation(IoRequest request, Irp view)
    {
        var buffers = request.Buffers;
        var hasBuffer = !view.SystemBuffer.IsNull || !view.MdlAddress.IsNull;
        var room = Math.Max(buffers.OutputLength, (view.Flags & IRP_FLAGS.IRP_INPUT_OPERATION) == 0 ? buffers.InputLength : 0);
        if (!request.Status.IsError && hasBuffer && request.Information > room)
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.IoManager.InformationTooLarge(machine.CurrentRoutine, request.Irp),
                    $"{request.What} was completed with Information {request.Information}, but the buffer has {Counted.Of(room, "byte")}."),
                DriverVerifierOptions.IoVerification,
                fatal: false);
        }
    }
}
