namespace Verifier.Kernel;

/// <summary>The security of a machine: tokens, the security of objects, descriptors that are kept for others.</summary>
internal sealed class SecuritySystem : IObjectSecurity
{
    private static readonly PoolTag DescriptorTag = "SeSd";

    // The security of an object for which none was set: that of a device without a class of its own.
    private static readonly SecurityParts Default = Sddl.Parse("O:BAG:SYD:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGWGX;;;WD)")!;

    private readonly Machine _machine;
    private readonly Dictionary<ulong, SecurityParts> _objects = [];
    private readonly Dictionary<ulong, int> _logged = [];

    public SecuritySystem(Machine machine)
    {
        _machine = machine;
        Tokens = new Tokens(machine);
        Exports = new SecurityExports(machine);
    }

    public Tokens Tokens { get; }

    public SecurityExports Exports { get; }

    /// <summary>The security of an object; that of an open file is its device's.</summary>
    public SecurityParts Of(ulong body) => _objects.GetValueOrDefault(Holder(body), Default);

    /// <summary>Sets the security of an object.</summary>
    public void Set(ulong body, SecurityParts parts) => _objects[Holder(body)] = parts;

    /// <inheritdoc/>
    public bool IsToken(ulong body) => Tokens.Has(body);

    /// <inheritdoc/>
    public void Forget(ulong body) => _objects.Remove(body);

    /// <summary>
    /// A self-relative security descriptor in pool memory of the driver that calls; STATUS_INSUFFICIENT_RESOURCES when there is none.
    /// </summary>
    public NTSTATUS Allocate(SecurityParts parts, POOL_TYPE type, out ulong address, out int bytes)
    {
        var descriptor = parts.ToSelfRelative();
        bytes = descriptor.Length;
        _machine.Pool.TryAllocate(new PoolRequest(type, (ulong)bytes, DescriptorTag), out address);
        if (address == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _machine.Memory.CopyTo(address, descriptor);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Copies some of the parts into a buffer in self-relative form; the length that they need is told in any case, and
    /// STATUS_BUFFER_TOO_SMALL when there is less.
    /// </summary>
    public NTSTATUS Copy(SecurityParts parts, SECURITY_INFORMATION which, ulong buffer, uint length, ulong neededLength)
    {
        var descriptor = parts.Only(which).ToSelfRelative();
        _machine.Memory.Write(neededLength, (uint)descriptor.Length);
        if (length < descriptor.Length)
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL;
        }

        _machine.Memory.CopyTo(buffer, descriptor);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// ObLogSecurityDescriptor: a copy that the object manager keeps while it has references; 0 when the pool is exhausted.
    /// </summary>
    public ulong Log(SecurityParts parts, int references)
    {
        var descriptor = parts.ToSelfRelative();
        var address = _machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)descriptor.Length, DescriptorTag);
        if (address != 0)
        {
            _machine.Memory.CopyTo(address, descriptor);
            _logged.Add(address, references);
            _machine.Resources.Acquired(ResourceKind.Reference, address);
        }

        return address;
    }

    /// <summary>ObDereferenceSecurityDescriptor: gives references back; the copy goes with the last.</summary>
    public void Dereference(ulong address, int references)
    {
        if (!_logged.TryGetValue(address, out var left) || left < references)
        {
            throw _machine.BugCheck(
                Stops.ReferenceByPointer(0, address),
                $"0x{address:X} is dereferenced more often than ObLogSecurityDescriptor referenced it.");
        }

        if (left > references)
        {
            _logged[address] = left - references;
            return;
        }

        _logged.Remove(address);
        _machine.Resources.Released(ResourceKind.Reference, address);
        _machine.Pool.FreeForKernel(address);
    }

    public void Reset()
    {
        _objects.Clear();
        _logged.Clear();
        Tokens.Reset();
        Exports.Reset();
    }

    private ulong Holder(ulong body) => _machine.Part<IIoObjects>(MachinePart.IoAnswers).DeviceOf(body) ?? body;
}
