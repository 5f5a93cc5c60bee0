namespace Verifier.Kernel;

/// <summary>Reads and writes the buffers of a request as the device below sees them.</summary>
internal sealed class LowerBuffers(Machine machine)
{
    /// <summary>True if the request holds these bytes.</summary>
    public bool Has(ulong irp, LowerBytes bytes)
    {
        var (address, length) = Find(irp, bytes.Place);
        if (address == 0 || bytes.Place.At + (ulong)bytes.Data.Length > length)
        {
            return false;
        }

        var found = new byte[bytes.Data.Length];
        machine.Memory.CopyFrom(address + bytes.Place.At, found);
        return found.AsSpan().SequenceEqual(bytes.Data);
    }

    /// <summary>Writes as many of the bytes as there is room for; the offset behind the last one, 0 when nothing was written.</summary>
    public ulong Put(ulong irp, LowerBytes bytes)
    {
        var (address, length) = Find(irp, bytes.Place);
        if (address == 0 || bytes.Place.At >= length)
        {
            return 0;
        }

        var count = (int)Math.Min(length - bytes.Place.At, (ulong)bytes.Data.Length);
        machine.Memory.CopyTo(address + bytes.Place.At, bytes.Data.AsSpan(0, count));
        return bytes.Place.At + (ulong)count;
    }

    private (ulong Address, ulong Length) Find(ulong irp, LowerPlace place)
    {
        var (address, length) = Find(irp, place.Buffer);
        if (address == 0)
        {
            return default;
        }

        return place switch
        {
            { MdlAt: { } at } => OfMdl(machine.Memory.Read<ulong>(address + at)),
            { PointerAt: { } at } => (machine.Memory.Read<ulong>(address + at), ulong.MaxValue),
            _ => (address, length),
        };
    }

    private (ulong Address, ulong Length) Find(ulong irp, LowerBuffer buffer)
    {
        var view = new Irp(machine, irp);
        var location = new IoStackLocation(view.CurrentStackLocation);
        return buffer switch
        {
            LowerBuffer.System => (view.SystemBuffer, SystemBytes(view, location)),
            LowerBuffer.User => (view.UserBuffer, location.OutputBufferLength),
            LowerBuffer.Mdl => OfMdl(view.MdlAddress.Pointer),
            LowerBuffer.Type3 => (location.Type3InputBuffer, location.InputBufferLength),
            _ => (location.GetArgument(1 + buffer - LowerBuffer.Argument1), ulong.MaxValue),
        };
    }

    // Read.Length and Write.Length are at the place of OutputBufferLength. With a direct method the system buffer is the input alone.
    private static ulong SystemBytes(Irp irp, IoStackLocation location)
    {
        if (location.MajorFunction is not (IRP_MJ.IRP_MJ_DEVICE_CONTROL or IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL))
        {
            return location.OutputBufferLength;
        }

        return irp.MdlAddress.IsNull ? Math.Max(location.InputBufferLength, location.OutputBufferLength) : location.InputBufferLength;
    }

    private (ulong Address, ulong Length) OfMdl(ulong address)
    {
        if (address == 0)
        {
            return default;
        }

        var mdl = new Mdl(machine, address);
        var isMapped = mdl.Has(MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA) || mdl.Has(MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL);
        return (isMapped ? mdl.MappedSystemVa : mdl.VirtualAddress, mdl.ByteCount);
    }
}
