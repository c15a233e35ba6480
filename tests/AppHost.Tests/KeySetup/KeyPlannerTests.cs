namespace CcDemo.AppHost.Tests;

public sealed class KeyPlannerTests
{
    private static readonly DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyRequest _request = new("message-key", Policy('a'));
    private static readonly KeyRequest _unreleasable = _request with { ReleasePolicy = null };

    private static readonly ExistingKey _serving = new()
    {
        KeyType = "RSA-HSM",
        SizeInBits = 3072,
        Operations = ["decrypt", "encrypt", "unwrapKey", "wrapKey"],
        IsExportable = true,
        NotBefore = _now.AddDays(-1),
        ExpiresOn = _now.AddDays(1),
        ReleasePolicy = Policy('a'),
    };

    private static readonly Dictionary<string, (ExistingKey? Existing, KeyRequest Request, Type Plan, string Words)> _cases = new()
    {
        ["no key"] = (null, _request, typeof(KeyPlan.Create), ""),
        ["no key, a new version asked for"] = (null, _request with { NewVersion = true }, typeof(KeyPlan.Create), ""),
        ["a key that serves"] = (_serving, _request, typeof(KeyPlan.Reuse), ""),
        ["the same policy in another form"] = (_serving with { ReleasePolicy = ReleasePolicyDocument.CreateFile("https://MAA.example/", new string('a', 64), DeploymentProfile.AksKataCc) }, _request, typeof(KeyPlan.Reuse), ""),
        ["the same policy, immutable"] = (_serving with { IsPolicyImmutable = true }, _request, typeof(KeyPlan.Reuse), ""),
        ["a larger key"] = (_serving with { SizeInBits = 4096 }, _request, typeof(KeyPlan.Reuse), ""),
        ["another measurement"] = (_serving with { ReleasePolicy = Policy('b') }, _request, typeof(KeyPlan.UpdatePolicy), "other pods"),
        ["a policy that is not understood"] = (_serving with { ReleasePolicy = "{}" }, _request, typeof(KeyPlan.UpdatePolicy), "not understood"),
        ["a new version asked for"] = (_serving, _request with { NewVersion = true }, typeof(KeyPlan.NewVersion), "asked for"),
        ["a new version of a disabled key asked for"] = (_serving with { IsEnabled = false }, _request with { NewVersion = true }, typeof(KeyPlan.NewVersion), "asked for"),
        ["a new version under the same immutable policy"] = (_serving with { IsPolicyImmutable = true }, _request with { NewVersion = true }, typeof(KeyPlan.NewVersion), "IsPolicyImmutable = True"),
        ["a software key"] = (_serving with { KeyType = "RSA", IsExportable = false, ReleasePolicy = null }, _request, typeof(KeyPlan.NewVersion), "kind RSA"),
        ["an EC key"] = (_serving with { KeyType = "EC-HSM", SizeInBits = 0 }, _request, typeof(KeyPlan.NewVersion), "kind EC-HSM"),
        ["a short key"] = (_serving with { SizeInBits = 2048 }, _request, typeof(KeyPlan.NewVersion), "2048 bits"),
        ["a key that cannot be exported"] = (_serving with { IsExportable = false, ReleasePolicy = null }, _request, typeof(KeyPlan.NewVersion), "cannot be exported"),
        ["a key for too little"] = (_serving with { Operations = ["encrypt", "sign"] }, _request, typeof(KeyPlan.NewVersion), "not for wrapKey, unwrapKey, decrypt"),
        ["another measurement under an immutable policy"] = (_serving with { ReleasePolicy = Policy('b'), IsPolicyImmutable = true }, _request, typeof(KeyPlan.Refuse), "AKV.SKR.1020"),
        ["a new version under another immutable policy"] = (_serving with { ReleasePolicy = Policy('b'), IsPolicyImmutable = true }, _request with { NewVersion = true }, typeof(KeyPlan.Refuse), "AKV.SKR.1020"),
        ["an immutable policy that is not understood"] = (_serving with { ReleasePolicy = "{}", IsPolicyImmutable = true }, _request, typeof(KeyPlan.Refuse), "AKV.SKR.1020"),
        ["a disabled key"] = (_serving with { IsEnabled = false }, _request, typeof(KeyPlan.Refuse), "disabled"),
        ["an expired key"] = (_serving with { ExpiresOn = _now }, _request, typeof(KeyPlan.Refuse), "expired at 2026-06-01 12:00:00"),
        ["a key of the future"] = (_serving with { NotBefore = _now.AddSeconds(1) }, _request, typeof(KeyPlan.Refuse), "12:00:01"),
        ["an exportable key without a policy"] = (_serving with { ReleasePolicy = null }, _request, typeof(KeyPlan.Refuse), "AKV.SKR.1004"),
        ["no policy wanted, none there"] = (_serving with { IsExportable = false, ReleasePolicy = null }, _unreleasable, typeof(KeyPlan.Reuse), ""),
        ["no policy wanted, one there"] = (_serving, _unreleasable, typeof(KeyPlan.NewVersion), "can be exported"),
    };

    public static TheoryData<string> Cases => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_there_is_decides_what_is_done(string name)
    {
        var (existing, request, expected, words) = _cases[name];

        var plan = KeyPlanner.Plan(existing, request, _now);

        Assert.IsType(expected, plan);
        Assert.Contains(words, plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_version_takes_an_immutable_policy_over_as_it_stands()
    {
        var text = ReleasePolicyDocument.CreateFile("https://maa.example", new string('a', 64), DeploymentProfile.AksKataCc);
        var plan = KeyPlanner.Plan(_serving with { ReleasePolicy = text, IsPolicyImmutable = true }, _request with { NewVersion = true }, _now);

        Assert.Equal(text, Assert.IsType<KeyPlan.NewVersion>(plan).ReleasePolicy);
    }

    [Fact]
    public void Every_refusal_says_what_to_do()
        => Assert.All(
            _cases.Values.Where(@case => @case.Plan == typeof(KeyPlan.Refuse)),
            @case => Assert.Matches("--new-version|--Parameters:key-name", ((KeyPlan.Refuse)KeyPlanner.Plan(@case.Existing, @case.Request, _now)).Explanation));

    private static string Policy(char digit) => ReleasePolicyDocument.Create("https://maa.example", new string(digit, 64));
}
