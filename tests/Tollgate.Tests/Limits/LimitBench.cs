using Tollgate.Core;
using Tollgate.Limits;
using Tollgate.TestKit;

namespace Tollgate.Tests.Limits;

/// <summary>A limit keeper with rules made by hand.</summary>
internal sealed class LimitBench
{
    private readonly List<RateLimit> limits = [];

    public LimitBench(LimitOptions? options = null)
    {
        Keeper = new LimitKeeper(options ?? new LimitOptions(), Clock);
        Organization = Ids.New(Clock);
        Call = new LimitSubject(Organization, Ids.New(Clock), Ids.New(Clock), Ids.New(Clock), "bot", true, null, null, "claude-x");
    }

    public HeldClock Clock { get; } = new();

    public LimitKeeper Keeper { get; }

    public Guid Organization { get; }

    public LimitSubject Call { get; }

    public RateLimit Add(LimitUnit unit, long amount, LimitPer per = LimitPer.Minute, LimitScope scope = LimitScope.Organization, string target = "", LimitEach each = LimitEach.All)
    {
        var limit = new RateLimit
        {
            Id = Ids.New(Clock),
            OrganizationId = Organization,
            Name = $"{scope}/{target}/{unit}-{per}",
            Scope = scope,
            Target = target,
            Each = each,
            Unit = unit,
            Per = unit == LimitUnit.Parallel ? LimitPer.Once : per,
            Limit = amount,
        };
        limits.Add(limit);
        Keeper.Load([.. limits]);
        return limit;
    }

    public Outcome<LimitPermit> Enter(long tokens = 1) => Keeper.TryEnter(Call, tokens);

    public long Used(RateLimit limit) => Keeper.Used(limit.Id).Sum(counter => counter.Used);
}
