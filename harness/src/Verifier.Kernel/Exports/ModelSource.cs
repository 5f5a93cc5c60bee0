namespace Verifier.Kernel;

/// <summary>A driver whose code is C#: each load is a new object of its model.</summary>
/// <param name="Name">The service name.</param>
/// <param name="Create">Makes the object of one load.</param>
internal sealed record ModelSource(string Name, Func<DriverModel> Create) : IDriverSource
{
    /// <inheritdoc/>
    public MappedDriver Map(Machine machine)
    {
        var model = Create();
        var image = Map(machine, model);
        return new MappedDriver(image, model.AddressOf((DRIVER_INITIALIZE)model.DriverEntry));
    }

    /// <summary>Maps the image of an object and links it with the kernel.</summary>
    public static DriverImage Map(Machine machine, DriverModel model)
    {
        var image = machine.Images.Load(
            model.Name,
            [
                new(".text", SectionKind.Code, machine.Images.CodeBytes),
                new(".data", SectionKind.Data, model.DataBytes),
                new("PAGE", SectionKind.PagedData, model.PagedDataBytes),
            ],
            model);
        model.Link(machine, image);
        return image;
    }
}
