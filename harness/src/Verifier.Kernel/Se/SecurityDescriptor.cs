namespace Verifier.Kernel;

/// <summary>
/// SECURITY_DESCRIPTOR in simulated memory, in either form: absolute with pointers (0x28 bytes), self-relative with 32-bit offsets
/// (0x14 bytes and what follows).
/// </summary>
internal readonly struct SecurityDescriptor(Machine machine, ulong address)
{
    public const int AbsoluteBytes = 0x28;
    public const int RelativeBytes = 0x14;
    public const byte KnownRevision = 1;

    private const ulong ControlOffset = 2;
    private const ulong ContentsOffset = 8;
    private const ulong RelativeContentsOffset = 4;

    // The order of the pointers or offsets in either form.
    private const ulong OwnerSlot = 0, GroupSlot = 1, SaclSlot = 2, DaclSlot = 3;

    public bool HasKnownRevision => machine.Memory.Read<byte>(address) == KnownRevision;

    public SE_CONTROL Control
    {
        get => (SE_CONTROL)machine.Memory.Read<ushort>(address + ControlOffset);
        set => machine.Memory.Write(address + ControlOffset, (ushort)value);
    }

    public bool IsSelfRelative => Has(SE_CONTROL.SE_SELF_RELATIVE);

    /// <summary>The owner's address, or 0.</summary>
    public ulong Owner => Slot(OwnerSlot);

    /// <summary>The group's address, or 0.</summary>
    public ulong Group => Slot(GroupSlot);

    /// <summary>The address of the system ACL; 0 when there is none or it is NULL.</summary>
    public ulong Sacl => Has(SE_CONTROL.SE_SACL_PRESENT) ? Slot(SaclSlot) : 0;

    /// <summary>The address of the discretionary ACL; 0 when there is none or it is NULL.</summary>
    public ulong Dacl => Has(SE_CONTROL.SE_DACL_PRESENT) ? Slot(DaclSlot) : 0;

    /// <summary>Bytes of it with all its parts, each rounded up to 4.</summary>
    public int Length
    {
        get
        {
            var (owner, group, sacl, dacl) = (Owner, Group, Sacl, Dacl);
            return (IsSelfRelative ? RelativeBytes : AbsoluteBytes)
                + (owner == 0 ? 0 : Rounded(Sid.Length(machine, owner)))
                + (group == 0 ? 0 : Rounded(Sid.Length(machine, group)))
                + (sacl == 0 ? 0 : Rounded(Acl.Length(machine, sacl)))
                + (dacl == 0 ? 0 : Rounded(Acl.Length(machine, dacl)));
        }
    }

    /// <summary>STATUS_SUCCESS when all of it is well formed, otherwise what is wrong.</summary>
    public NTSTATUS Check()
    {
        if (!HasKnownRevision)
        {
            return NTSTATUS.STATUS_UNKNOWN_REVISION;
        }

        var (owner, group, sacl, dacl) = (Owner, Group, Sacl, Dacl);
        return (owner != 0 && !Sid.IsValid(machine, owner)) || (group != 0 && !Sid.IsValid(machine, group)) ? NTSTATUS.STATUS_INVALID_SID
            : (sacl != 0 && !Acl.IsValid(machine, sacl)) || (dacl != 0 && !Acl.IsValid(machine, dacl)) ? NTSTATUS.STATUS_INVALID_ACL
            : NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>RtlCreateSecurityDescriptor: absolute, with nothing in it.</summary>
    public void Initialise()
    {
        machine.Memory.Fill(address, AbsoluteBytes, 0);
        machine.Memory.Write(address, KnownRevision);
    }

    /// <summary>RtlSetDaclSecurityDescriptor: the ACL stays where it is.</summary>
    public void SetDacl(bool isPresent, ulong dacl, bool isDefaulted)
    {
        var control = Control & ~(SE_CONTROL.SE_DACL_PRESENT | SE_CONTROL.SE_DACL_DEFAULTED);
        if (isPresent)
        {
            control |= SE_CONTROL.SE_DACL_PRESENT | (isDefaulted ? SE_CONTROL.SE_DACL_DEFAULTED : 0);
            machine.Memory.Write(address + ContentsOffset + (DaclSlot * sizeof(ulong)), dacl);
        }

        Control = control;
    }

    /// <summary>Its contents, the same for both forms.</summary>
    public SecurityParts Read()
    {
        var (owner, group, sacl, dacl) = (Owner, Group, Sacl, Dacl);
        return new SecurityParts(Control & ~SE_CONTROL.SE_SELF_RELATIVE)
        {
            Owner = owner == 0 ? null : Sid.Read(machine, owner),
            Group = group == 0 ? null : Sid.Read(machine, group),
            Sacl = sacl == 0 ? null : Acl.Read(machine, sacl),
            Dacl = dacl == 0 ? null : Acl.Read(machine, dacl),
        };
    }

    public bool Has(SE_CONTROL bits) => (Control & bits) != 0;

    private static int Rounded(int bytes) => (bytes + 3) & ~3;

    private ulong Slot(ulong number)
    {
        if (!IsSelfRelative)
        {
            return machine.Memory.Read<ulong>(address + ContentsOffset + (number * sizeof(ulong)));
        }

        var offset = machine.Memory.Read<uint>(address + RelativeContentsOffset + (number * sizeof(uint)));
        return offset == 0 ? 0 : address + offset;
    }
}
